from console import Console
from converter import Converter
from string-utils import StringUtils

service Main {
	embed Console as console
	embed Converter as converter
	embed StringUtils as strings

	define decode {
		scope( decoding ) {
			install( IllegalArgumentException => println@console( decoding.IllegalArgumentException )() )
			base64ToRaw@converter( text )( raw )
			rawToString@converter( raw )( decoded )
			println@console( "[" + decoded + "]" )()
		}
	}

	define unescape {
		scope( decoding ) {
			install( IllegalArgumentException => println@console( decoding.IllegalArgumentException )() )
			urlDecode@strings( text )( decoded )
			println@console( "[" + decoded + "]" )()
		}
	}

	main {
		text = "YWJj" ; decode
		text = "YW" ; decode
		text = "Y" ; decode
		text = "YWJjY" ; decode
		text = "YQ=" ; decode
		text = "YQ==YQ==" ; decode
		text = "YWJj=" ; decode
		text = "Y W" ; decode
		text = "Y-_j" ; decode
		text = "" ; decode
		// a surrogate and beginnings of characters: one mark for each
		text = "4oL/7aCA8JA=" ; decode
		text = "a%20b%C3%A9" ; unescape
		text = "%" ; unescape
		text = "a%4" ; unescape
		text = "%zz" ; unescape
		text = "%4g" ; unescape
		text = "%-1" ; unescape
	}
}
