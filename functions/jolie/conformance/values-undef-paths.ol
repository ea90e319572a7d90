include "console.iol"
include "string_utils.iol"

main {
	a[0] = 1; a[1] = 2; a[2] = 3
	undef( a[1] )
	println@Console( #a )()
	println@Console( a[1] )()
	undef( a[7] )
	println@Console( #a )()
	a.x.y = 1
	undef( a.x )
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	undef( a.nope.nope2 )
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	undef( a )
	println@Console( is_defined( a ) )()
	println@Console( #a )()
	b.c.d = 1
	undef( b.c.d )
	valueToPrettyString@StringUtils( b )( pretty ); println@Console( pretty )()
	println@Console( is_defined( b.c ) )()
	undef( b.("c") )
	valueToPrettyString@StringUtils( b )( pretty ); println@Console( pretty )()
	global.q = 1
	undef( global.q )
	println@Console( is_defined( global.q ) )()
	undef( never )
}
