from console import Console
from xml-utils import XmlUtils

service Main {
	embed Console as console
	embed XmlUtils as xml

	define read {
		scope( reading ) {
			install( default => println@console( reading.default + ": " + reading.( reading.default ) )() )
			xmlToValue@xml( text )( value )
			println@console( "read" )()
		}
	}

	main {
		text = "<a" ; read
		text = "<a>" ; read
		text = "</a>" ; read
		text = "<a></b>" ; read
		text = "<a/><b/>" ; read
		text = "<a x=1/>" ; read
		text = "<a x/>" ; read
		text = "<a x='<'/>" ; read
		text = "<a x='1' x='2'/>" ; read
		text = "<a>&</a>" ; read
		text = "<a>&amp</a>" ; read
		text = "<a>&none;</a>" ; read
		text = "<a>&#0;</a>" ; read
		text = "<a>&#xZ;</a>" ; read
		text = "<a><!-- -- --></a>" ; read
		text = "<a>]]></a>" ; read
		text = "<1a/>" ; read
		text = "text" ; read
		text = "" ; read
		scope( writing ) {
			install( default => println@console( writing.default + ": " + writing.( writing.default ) )() )
			q.root.( "no name" ) = 1
			valueToXml@xml( q )( text )
		}
	}
}
