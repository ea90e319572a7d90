from types.JavaException import JavaExceptionType, WeakJavaExceptionType
from types.IOException import IOExceptionType
from types.Binding import Binding

interface FailuresInterface {
RequestResponse:
	strong( JavaExceptionType )( string ),
	weak( WeakJavaExceptionType )( string ),
	io( IOExceptionType )( string ),
	bound( Binding )( string )
}

service Failures {
	execution: concurrent
	inputPort In {
		location: "local"
		interfaces: FailuresInterface
	}
	main {
		[ strong( request )( "strong" ) ]
		[ weak( request )( "weak" ) ]
		[ io( request )( "io" ) ]
		[ bound( request )( "bound" ) ]
	}
}
