from console import Console
from string_utils import StringUtils

service Main {
	embed Console as console
	embed StringUtils as strings
	main {
		println@console( "start" )()
		fmt@strings( "{a}" { a = 1 } )( text )
	}
}
