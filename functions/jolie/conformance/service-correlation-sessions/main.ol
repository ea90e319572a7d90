from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main {
  start@S( { id = "a" } )( r ); println@Console( r )()
  start@S( { id = "b" } )( r ); println@Console( r )()
  add@S( { id = "a" n = 3 } )( r ); println@Console( r )()
  add@S( { id = "b" n = 4 } )( r ); println@Console( r )()
  add@S( { id = "a" n = 5 } )( r ); println@Console( r )()
  scope( s ) { install( CorrelationError => println@Console( "CE " + s.CorrelationError )() ); add@S( { id = "zz" n = 1 } )( r ); println@Console( r )() }
  end@S( { id = "a" } )
  end@S( { id = "b" } )
  scope( s ) { install( CorrelationError => println@Console( "CE " + s.CorrelationError )() ); end@S( { id = "zz" } ); println@Console( "sent" )() }
 }
}
