from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S( { nam = "x" } ) as S
 main { hi@S( "q" )( r ); println@Console( r )() }
}
