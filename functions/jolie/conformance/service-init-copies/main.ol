from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main {
  bump@S()( r ); println@Console( r )(); bump@S()( r ); println@Console( r )()
  tree@S()( r ); println@Console( r.a + #r.b )(); tree@S()( r ); println@Console( r.a + #r.b )()
 }
}
