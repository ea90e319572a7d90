include "console.iol"
include "runtime.iol"

main
{
	getProperty@Runtime( "user.name" )( name );
	println@Console( name )()
}
