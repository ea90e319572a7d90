from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main {
  open@S( { a = 1 b = "x" } )( r ); open@S( { a = 1 b = "y" } )( r ); open@S( { a = 2 b = "x" } )( r )
  hit@S( { p = 1 q = "y" } )( r ); println@Console( r )()
  hit@S( { p = 2 q = "x" } )( r ); println@Console( r )()
  hit@S( { p = 1 q = "x" } )( r ); println@Console( r )()
  scope( s ) { install( CorrelationError => println@Console( "none" )() ); hit@S( { p = 2 q = "y" } )( r ); println@Console( r )() }
 }
}
