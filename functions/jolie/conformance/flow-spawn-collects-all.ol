include "console.iol"
include "string_utils.iol"

main {
	spawn( i over 3 ) in r { r = i * 2 }
	for( e in r ) println@Console( e )()
	println@Console( is_defined( i ) )()
	n = 2
	spawn( k over n + 1 ) in res.x { x = k; res.x.v = x; res.y = 1 }
	valueToPrettyString@StringUtils( res )( pretty ); println@Console( pretty )()
	println@Console( is_defined( x ) )()
	spawn( k over 0 ) in z { z = 1 }
	println@Console( #z )()
	r[7] = "old"
	spawn( i over 2 ) in r { if( i == 1 ) r = "new" }
	for( e in r ) println@Console( e )()
}
