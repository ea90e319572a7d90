from console import Console
from .s import S, J
service Main {
 embed Console as Console
 outputPort P { interfaces: J }
 embed S in P
 main {
  for( i = 0, i < 5, i++ ) {
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) + " " + #s.(s.default) )() ); f@P( i )( x ); println@Console( "ok " + x )() }
  }
  y = f@P( 4 ); println@Console( y )()
 }
}
