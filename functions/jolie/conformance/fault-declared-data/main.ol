from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main {
  for( i = 0, i < 9, i++ ) {
   scope( s ) {
    install( A => println@Console( "A " + s.A )(), B => println@Console( "B " + s.B.code + " " + s.B )(), default => println@Console( s.default + ":" + s.(s.default) )() )
    r = "old"
    f@S( i )( r )
    println@Console( "ok " + r )()
   }
   println@Console( "r=" + r + is_defined( r ) )()
  }
 }
}
