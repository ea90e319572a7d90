include "console.iol"
include "string_utils.iol"

main {
	v = "at install"
	scope( a ) { install( this => println@Console( "a3 " + ^v + v )() ) }
	v = "later"
	comp( a )
	arr[0] = 1; arr[1] = 2
	i = 1
	scope( b ) { install( this => println@Console( ^arr[i] + " " + ^arr[0] )(); x << ^arr; println@Console( #x )() ) }
	i = 0
	arr[1] = 9
	comp( b )
	t.x = 1
	scope( b ) { install( this => x << ^t; valueToPrettyString@StringUtils( x )( pretty ); println@Console( pretty )() ) }
	t.x = 2
	comp( b )
}
