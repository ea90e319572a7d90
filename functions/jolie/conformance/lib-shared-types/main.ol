from console import Console
from .failures import Failures

service Main {
	embed Console as console
	embed Failures as failures
	main {
		strong@failures( "text" { stackTrace = "trace" } )( answer ) ; println@console( answer )()
		weak@failures( 5 )( answer ) ; println@console( answer )()
		io@failures( "text" { stackTrace = "trace" } )( answer ) ; println@console( answer )()
		bound@failures( { location = "local", protocol = "sodep" { debug = true } } )( answer ) ; println@console( answer )()
		scope( lacking ) {
			install( TypeMismatch => println@console( lacking.TypeMismatch )() )
			io@failures( "text" )( answer )
		}
		scope( lacking ) {
			install( TypeMismatch => println@console( lacking.TypeMismatch )() )
			bound@failures( { protocol = "sodep" } )( answer )
		}
	}
}
