include "console.iol"

main {
	scope( s ) {
		install( F => println@Console( "1" )() )
		if( true ) { install( F => println@Console( "2" )() ) }
		for( i = 0, i < 2, i++ ) { install( F => cH; println@Console( "loop" + ^i + i )() ) }
		throw( F )
	}
}
