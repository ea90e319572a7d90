from console import Console
from string-utils import StringUtils

service Main {
	embed Console as console
	embed StringUtils as strings

	main {
		locales[0] = "en" ; locales[1] = "en-US" ; locales[2] = "en-GB" ; locales[3] = "it-IT"
		for( locale in locales ) {
			request << {
				format = "{n,number,currency} {n,number} {p,number,percent} {t,date} {t,date,short} {t,date,full} {t,time,short}"
				locale = locale
				data << { n = -1234.567, p = 0.25, t = 1709481600123L }
			}
			fmt@strings( request )( text )
			println@console( locale + ": " + text )()
		}
		println@console( fmt@strings( "{n,number,#.##;(#.##)} {a:-unused}" { n = -2.5, a = "x" } ) )()
		texts[0] = "{n,nope}" ; texts[1] = "{s,number}" ; texts[2] = "{s,date}" ; texts[3] = "{n,number,'x}" ; texts[4] = "{a}"
		for( text in texts ) {
			scope( formatting ) {
				install( default => println@console( formatting.default + ": " + formatting.( formatting.default ) )() )
				fmt@strings( text { n = 1, s = "text", a = "{b}", b = "{a}" } )( out )
			}
		}
	}
}
