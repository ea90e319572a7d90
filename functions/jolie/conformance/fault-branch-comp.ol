include "console.iol"

main {
	scope( s ) {
		install( F => println@Console( "caught " + x )() )
		{ { linkIn( ready ); throw( F ) }
		| { x = 1; linkOut( ready ); linkIn( never ); x = 2 } }
	}
	println@Console( "after " + x )()
	scope( s ) {
		install( F => println@Console( "caught; undoing" )(); comp( t ) )
		{ { linkIn( r2 ); throw( F ) }
		| { scope( t ) { install( this => println@Console( "undo t" )() ) }; linkOut( r2 ); linkIn( never2 ) } }
	}
}
