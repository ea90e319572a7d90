include "console.iol"
include "string_utils.iol"

main {
	e = 5
	e += 2 * 3
	println@Console( e )()
	e -= 1
	println@Console( e )()
	e *= 2
	println@Console( e )()
	e /= 4
	println@Console( e )()
	e += "x"
	println@Console( e )()
	e += 1
	println@Console( e )()
	f += "new"
	println@Console( f )()
	g -= 3
	println@Console( g )()
	h *= 3
	println@Console( h )()
	j /= 3
	println@Console( j )()
	k.a += 1
	k.a += 2.5
	println@Console( k.a )()
	q = 7
	q.c = 1
	q += 1
	valueToPrettyString@StringUtils( q )( pretty ); println@Console( pretty )()
	q = "s"
	valueToPrettyString@StringUtils( q )( pretty ); println@Console( pretty )()
	m = q
	valueToPrettyString@StringUtils( m )( pretty ); println@Console( pretty )()
}
