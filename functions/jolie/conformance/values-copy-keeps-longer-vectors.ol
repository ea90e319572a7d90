include "console.iol"
include "string_utils.iol"

main {
	a.v[0] = 1; a.v[1] = 2
	a.v[0].c = "c0"
	b.v[0] = 9; b.v[0].d = "d0"; b.v[1] = 8; b.v[2] = 7; b.v[2].k = "keep"
	b.v[3] = 5
	b << a
	valueToPrettyString@StringUtils( b )( pretty ); println@Console( pretty )()
	c.x -> c.y
	c.y[0] = 1
	c.y[1] = 2
	d.x = 5
	d.x[1] = 6
	d.x[2] = 7
	c << d
	valueToPrettyString@StringUtils( c )( pretty ); println@Console( pretty )()
	r = 4
	r.a = 1
	r << { b = 2 }
	valueToPrettyString@StringUtils( r )( pretty ); println@Console( pretty )()
	e << "str"
	valueToPrettyString@StringUtils( e )( pretty ); println@Console( pretty )()
	q[0].z = 1
	q[1].z = 2
	q[2].z = 3
	w.z = "w"
	w.y = "y"
	q << w
	valueToPrettyString@StringUtils( q )( pretty ); println@Console( pretty )()
	println@Console( #q )()
	println@Console( q[1].z )()
	s << q
	println@Console( #s )()
	undef( q )
	q << s[1]
	println@Console( #q )()
	valueToPrettyString@StringUtils( q )( pretty ); println@Console( pretty )()
}
