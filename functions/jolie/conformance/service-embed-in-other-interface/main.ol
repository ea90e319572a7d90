from console import Console
from .s import S
interface J { RequestResponse: hi( string )( string ), other( int )( int ) }
service Main {
 embed Console as Console
 outputPort O { interfaces: J }
 embed S in O
 main {
  hi@O( "q" )( r ); println@Console( r )()
  scope( s ) { install( default => println@Console( s.default + ":" + s.(s.default) )() ); other@O( 1 )( r ) }
 }
}
