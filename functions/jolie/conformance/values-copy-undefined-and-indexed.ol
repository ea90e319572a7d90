include "console.iol"
include "string_utils.iol"

main {
	a = 5
	a.k = 1
	a << u[3]
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	println@Console( #u )()
	b = 5
	b.k = 1
	b << u2
	valueToPrettyString@StringUtils( b )( pretty ); println@Console( pretty )()
	c[0] = 5
	c[0] << u3
	println@Console( is_defined( c[0] ) )()
	valueToPrettyString@StringUtils( c )( pretty ); println@Console( pretty )()
	println@Console( #u3 )()
	d.e << a.zz.yy
	println@Console( is_defined( d.e ) )()
	println@Console( is_defined( a.zz ) )()
	f = "x"
	f << u4.v.w[0]
	valueToPrettyString@StringUtils( f )( pretty ); println@Console( pretty )()
	g.x << "lit"
	h << g.x
	valueToPrettyString@StringUtils( h )( pretty ); println@Console( pretty )()
	i << (g)
	valueToPrettyString@StringUtils( i )( pretty ); println@Console( pretty )()
	j << g.("x")
	valueToPrettyString@StringUtils( j )( pretty ); println@Console( pretty )()
	k << g { .y = 1 }
	valueToPrettyString@StringUtils( k )( pretty ); println@Console( pretty )()
	l.a -> g
	l << { b = 1 }
	g.x = 2
	valueToPrettyString@StringUtils( l )( pretty ); println@Console( pretty )()
	n << l
	g.x = 3
	valueToPrettyString@StringUtils( n )( pretty ); println@Console( pretty )()
	o <<- l
	valueToPrettyString@StringUtils( o )( pretty ); println@Console( pretty )()
	q <<- { w -> g }
	g.x = 4
	valueToPrettyString@StringUtils( q )( pretty ); println@Console( pretty )()
	q.w.x = 5
	valueToPrettyString@StringUtils( g )( pretty ); println@Console( pretty )()
}
