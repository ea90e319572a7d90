from console import Console
from .s import A, B, I
service Main {
 embed Console as Console
 embed A as A
 embed B as B
 outputPort P { interfaces: I }
 main {
  P << A; hi@P( 1 )( r ); println@Console( r )()
  P = B; scope( s ) { install( default => println@Console( s.default )() ); hi@P( 1 )( r ); println@Console( r )() }
  P.location = B.location; hi@P( 1 )( r ); println@Console( r )()
  x.loc = A.location
  with( P ) { .location = x.loc }
  hi@P( 1 )( r ); println@Console( r )()
  undef( P ); scope( s ) { install( IOException => println@Console( "io" )() ); hi@P( 1 )( r ); println@Console( r )() }
 }
}
