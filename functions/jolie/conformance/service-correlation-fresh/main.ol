from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main {
  open@S( "one" )( k1 )
  open@S( "two" )( k2 )
  say@S( { k = k1 m = "hello" } )( r ); println@Console( r )()
  say@S( { k = k2 m = "bye" } )( r ); println@Console( r )()
  x = ( k1 == k2 ); println@Console( x )()
  scope( s ) { install( CorrelationError => println@Console( "CE" )() ); say@S( { k = k1 m = "again" } )( r ); println@Console( r )() }
  scope( s ) { install( CorrelationError => println@Console( "CE" )() ); say@S( { k = "none" m = "again" } )( r ); println@Console( r )() }
 }
}
