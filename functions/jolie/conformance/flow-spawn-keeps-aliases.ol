include "console.iol"

main {
	a -> b
	spawn( i over 2 ) in r { a = i; r = b }
	for( e in r ) println@Console( e )()
	println@Console( is_defined( b ) )()
}
