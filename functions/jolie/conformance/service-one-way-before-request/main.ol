from console import Console
from .s import S
service Main {
 embed Console as Console
 embed S as S
 main { push@S( 1 ); get@S()( r ); println@Console( r )(); push@S( 2 ); push@S( 3 ); get@S()( r ); println@Console( r )() }
}
