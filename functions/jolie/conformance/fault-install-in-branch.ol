include "console.iol"

main {
	{ install( F => println@Console( "F in branch" )() ); nullProcess | nullProcess }
	scope( s ) { { install( G => println@Console( "G in branch" )() ) | x = 1 }; throw( G ) }
	throw( F )
}
