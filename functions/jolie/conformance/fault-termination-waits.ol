include "console.iol"

main {
	scope( s ) {
		install( F => println@Console( "caught" )() )
		{ scope( t ) { install( this => println@Console( "begin term" )(); linkIn( l ); println@Console( "end term" )() ); linkOut( ready ); linkIn( never ) }
		| { linkIn( ready ); { linkOut( l ) | nullProcess }; throw( F ) } }
	}
	println@Console( "after" )()
}
