from console import Console
from .s import Front
service Main {
 embed Console as Console
 embed Front as F
 main {
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); o@F( 5 ); println@Console( "sent" )() }
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); r@F( 5 )( x ); println@Console( x )() }
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); r@F( 6 )( x ); println@Console( x )() }
  scope( s ) { install( default => println@Console( s.default + " " + s.(s.default) )() ); o@F( 6 ); println@Console( "sent" )() }
 }
}
