include "console.iol"
include "types/IOException.iol"
include "types/Binding.iol"

interface OwnInterface {
RequestResponse:
	bound( Binding )( void ) throws IOException( IOExceptionType ) Other( JavaExceptionType )
}

outputPort Own {
Interfaces: OwnInterface
}

embedded {
Jolie: "own.ol" in Own
}

main
{
	scope( s ) {
		install( IOException => println@Console( "io " + s.IOException )(), Other => println@Console( "other " + s.Other + " " + s.Other.stackTrace )() );
		bound@Own( { .location = "a" } )()
	};
	scope( s ) {
		install( IOException => println@Console( "io " + s.IOException )(), Other => println@Console( "other " + s.Other + " " + s.Other.stackTrace )() );
		bound@Own( { .location = "b" } )()
	};
	scope( s ) {
		install( TypeMismatch => println@Console( s.TypeMismatch )() );
		bound@Own( "a" )()
	}
}
