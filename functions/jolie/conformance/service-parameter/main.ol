from console import Console
from .s import S, P
service Main {
 embed Console as Console
 embed S( { name = "x", n = 3 } ) as S
 main { hi@S( "q" )( r ); println@Console( r )() }
}
