include "console.iol"

main {
	scope( a ) {
		install( this => println@Console( "undo a" )() )
		scope( b ) {
			install( this => println@Console( "undo b" )() )
			scope( c ) { install( this => println@Console( "undo c" )() ) ; nullProcess }
		}
		scope( d ) {
			install( this => println@Console( "undo d" )(); comp( b ) )
			nullProcess
		}
		install( F => println@Console( "F" )(); comp( d ); comp( c ); comp( b ) )
		throw( F )
	}
	comp( a )
	comp( b )
}
