include "console.iol"
include "string_utils.iol"

main {
	with( a ) {
		.x = 1;
		.y.z = 2;
		with( .y ) {
			.w = 3
			.z++
		}
		.arr[0] = 1
		.arr[1] = .arr[0] + 5
		if( .x == 1 ) { .cond = true } else { .cond = false }
		for( i = 0, i < 3, i++ ) { .list[i] = i * .x }
	}
	valueToPrettyString@StringUtils( a )( pretty ); println@Console( pretty )()
	i = 1
	with( b[i] ) { .v = 1; i = 2; .v = 2 }
	valueToPrettyString@StringUtils( b )( pretty ); println@Console( pretty )()
	println@Console( #b )()
	with( c.( "k" + i ) ) { .z = 1 }
	valueToPrettyString@StringUtils( c )( pretty ); println@Console( pretty )()
}
