include "console.iol"

define undo { comp( a ); comp( b ) }
main {
	scope( a ) { install( this => println@Console( "undo a" )() ) }
	scope( b ) { install( this => println@Console( "undo b" )() ) }
	undo
	scope( c ) {
		scope( a ) { install( this => println@Console( "undo a2" )() ) }
		install( F => undo )
		throw( F )
	}
	scope( w ) {
		while( k < 3 ) { scope( it ) { install( this => println@Console( "undo it " + ^k )() ); k++ } }
		comp( it )
		comp( it )
	}
}
