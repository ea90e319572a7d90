from console import Console
from .facade import S, T
service Main { embed Console as Console embed S as S main { go@S( 3 )( r ); println@Console( r )(); b = 3 instanceof T; println@Console( b )() } }
