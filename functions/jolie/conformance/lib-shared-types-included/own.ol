include "types/IOException.iol"
include "types/Binding.iol"

execution { concurrent }

interface OwnInterface {
RequestResponse:
	bound( Binding )( void ) throws IOException( IOExceptionType ) Other( JavaExceptionType )
}

inputPort In {
Location: "local"
Interfaces: OwnInterface
}

main
{
	bound( request )() {
		failure = "from " + request.location;
		failure.stackTrace = "here";
		if ( request.location == "a" ) {
			throw( IOException, failure )
		} else {
			throw( Other, failure )
		}
	}
}
