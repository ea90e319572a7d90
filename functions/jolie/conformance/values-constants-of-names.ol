include "console.iol"
include "string_utils.iol"

constants { A = 1, B = "str", C = 2.5, D = true, E = 10L, F = A, G = -3 }
main {
	println@Console( A )()
	println@Console( B + A )()
	println@Console( C )()
	println@Console( D )()
	println@Console( E )()
	println@Console( F )()
	println@Console( G )()
	x[A] = 5
	println@Console( x[1] )()
	y.(B) = 3
	println@Console( y.str )()
	println@Console( A + A * 2 )()
	z.A = 7
	println@Console( z.A )()
	valueToPrettyString@StringUtils( z )( pretty ); println@Console( pretty )()
	println@Console( A -1 )()
	if( D ) println@Console( "d" )()
}
