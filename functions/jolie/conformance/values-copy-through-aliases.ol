include "console.iol"
include "string_utils.iol"

main {
	a.v -> b
	b[0] = 1; b[1] = 2
	c.v[0] = 8; c.v[1] = 9; c.v[2] = 10
	a << c
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	println@Console( #b )()
	println@Console( b[2] )()
	x.v[0] -> y
	y = 3
	x << c
	println@Console( y )()
	valueToPrettyString@StringUtils( x )( pretty ); println@Console( pretty )()
}
