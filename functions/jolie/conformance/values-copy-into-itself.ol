include "console.iol"
include "string_utils.iol"

main {
	a.x = 1
	a.x.y = 2
	a.x << a
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	a << a.x
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	a << a
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	b << a { .q = 5 }
	valueToPrettyString@StringUtils( b )( pretty ); println@Console( pretty )()
	b << { .q = 5, .r << a, .s[2] = 3 }
	valueToPrettyString@StringUtils( b )( pretty ); println@Console( pretty )()
	c << a.x { z = 1 }
	valueToPrettyString@StringUtils( c )( pretty ); println@Console( pretty )()
	d = a { z = 1 }
	valueToPrettyString@StringUtils( d )( pretty ); println@Console( pretty )()
	e << (a)
	valueToPrettyString@StringUtils( e )( pretty ); println@Console( pretty )()
}
