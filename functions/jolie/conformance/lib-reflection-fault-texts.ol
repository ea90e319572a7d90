from console import Console
from reflection import Reflection
from string-utils import StringUtils

service Main {
	embed Console as console
	embed Reflection as reflection
	embed StringUtils as strings

	define call {
		scope( calling ) {
			install(
				OperationNotFound => println@console( calling.OperationNotFound )(),
				InvocationFault => println@console( calling.InvocationFault.name + ": " + calling.InvocationFault.data )()
			)
			invoke@reflection( request )( response )
			println@console( response )()
		}
	}

	main {
		request << { operation = "length", outputPort = "strings", data = "four" } ; call
		request.operation = "nope" ; call
		request << { operation = "length", outputPort = "nowhere" } ; call
		request << { outputPort = "strings", data = 5 } ; call
		request << { operation = "substring", data = "abc" } ; call
		request.data.begin = 9 ; call
	}
}
