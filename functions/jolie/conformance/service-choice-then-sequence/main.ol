from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main {
  a@S( 1 )( r ); println@Console( r )()
  b@S( 5 )( r ); println@Console( r )()
  c@S( "done" )
  d@S()( r ); println@Console( r )()
 }
}
