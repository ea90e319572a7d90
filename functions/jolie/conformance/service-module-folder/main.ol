from console import Console
from .lib import S
service Main { embed Console as Console embed S as S main { go@S( 3 )( r ); println@Console( r )() } }
