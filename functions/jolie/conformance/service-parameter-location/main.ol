from console import Console
from .s import S, I
service Main {
 embed Console as Console
 outputPort O { location: "local://foo" interfaces: I }
 embed S( { loc = "local://foo", name = "N" } )
 main { hi@O( "q" )( r ); println@Console( r )() }
}
