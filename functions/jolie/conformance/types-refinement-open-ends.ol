from console import Console
type A: int( ranges( [*,5] ) )
type B: int( ranges( [-*,5] ) )
type C: int( ranges( ) )
type D: string( length( [2,*] ) )
type E: double( ranges( [-*, 5.5] ) )
type F: long( ranges( [-*, -5L], [5L, *] ) )
type G: string( length( [*,2] ) )
type H: string( enum( ["a" "b",] ) )
type I: string( length( [0,3] ) length( [2,5] ) )
type J: string( regex( "a|b" ) enum( ["a", "c"] ) )
interface X { RequestResponse: d( D )( void ), f( F )( void ), j( J )( void ), g( G )( void ), i( I )( void ) }
service Main {
 embed Console as Console
 outputPort P { location: "local://nope" interfaces: X }
 main {
  for( i = 0, i < 7, i++ ) { q = i; a = q instanceof A; b = q instanceof B; c = q instanceof C; println@Console( i + " " + a + b + c )() }
  q = "a"; b = q instanceof D; println@Console( b )(); b = q instanceof G; println@Console( b )(); b = q instanceof H; println@Console( b )(); b = q instanceof I; println@Console( b )(); b = q instanceof J; println@Console( b )()
  q = "abc"; b = q instanceof D; println@Console( b )(); b = q instanceof G; println@Console( b )(); b = q instanceof H; println@Console( b )(); b = q instanceof I; println@Console( b )(); b = q instanceof J; println@Console( b )()
  q = "c"; b = q instanceof J; println@Console( b )()
  q = 5.5; b = q instanceof E; println@Console( b )()
  q = 5.6; b = q instanceof E; println@Console( b )()
  q = -6L; b = q instanceof F; println@Console( b )()
  q = 0L; b = q instanceof F; println@Console( b )()
  q = 7; b = q instanceof F; println@Console( b )()
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); d@P( "a" )() }
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); f@P( 0L )() }
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); j@P( "c" )() }
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); g@P( "c" )() }
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); i@P( "cccccccc" )() }
 }
}
