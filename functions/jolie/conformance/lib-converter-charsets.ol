from console import Console
from converter import Converter

service Main {
	embed Console as console
	embed Converter as converter

	main {
		names[0] = "windows-1252" ; names[1] = "ISO-8859-15" ; names[2] = "ISO-8859-1" ; names[3] = "UTF-16LE"
		for( name in names ) {
			stringToRaw@converter( "é€Ž“😀" { charset = name } )( raw )
			rawToBase64@converter( raw )( text )
			rawToString@converter( raw { charset = name } )( back )
			println@console( name + " " + text + " " + back )()
		}
	}
}
