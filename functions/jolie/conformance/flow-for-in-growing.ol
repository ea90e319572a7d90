include "console.iol"
include "string_utils.iol"

main {
	a[0] = 1; a[1] = 2; a[2] = 3
	for( e in a ) { e = e * 10 }
	for( e in a ) println@Console( e )()
	for( e in a ) { if( #a < 6 ) a[#a] = 99 }
	println@Console( #a )()
	for( e in nothing ) println@Console( "no" )()
	println@Console( is_defined( nothing ) )()
	r.x[0].v = 1; r.x[1].v = 2
	for( e in r.x ) { println@Console( e.v )(); e.w = e.v + 1 }
	valueToPrettyString@StringUtils( r )( pretty ); println@Console( pretty )()
	for( t.u in r.x ) { println@Console( t.u.v )() }
	valueToPrettyString@StringUtils( t )( pretty ); println@Console( pretty )()
	for( e in r.("x") ) println@Console( e.w )()
	for( e in a ) { undef( a[0] ) }
	println@Console( #a )()
	s = "single"
	for( e in s ) println@Console( e )()
}
