from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main {
  login@S( "bob" )( t )
  get@S( { t = t k = "a" } )( r ); println@Console( r )()
  get@S( { t = t k = "b" } )( r ); println@Console( r )()
  logout@S( { t = t } )
  scope( s ) { install( CorrelationError => println@Console( "gone" )(), default => println@Console( s.default )() ); get@S( { t = "none" k = "b" } )( r ); println@Console( r )() }
 }
}
