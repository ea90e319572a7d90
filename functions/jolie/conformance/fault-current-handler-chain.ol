include "console.iol"

main {
	scope( s ) {
		install( F => println@Console( "h1" )() )
		install( F => cH; println@Console( "h2" )() )
		install( F => println@Console( "h3" )(); cH; println@Console( "h3b" )() )
		throw( F )
	}
	scope( s ) {
		install( F => cH; println@Console( "none before" )() )
		throw( F )
	}
	scope( s ) {
		install( G => cH; println@Console( "g default?" )(), default => println@Console( "dflt" )() )
		throw( G )
	}
	scope( s ) {
		install( default => println@Console( "dflt1" )() )
		install( G => cH; println@Console( "g2" )() )
		throw( G )
	}
	scope( s ) {
		install( default => println@Console( "d1" )() )
		install( default => cH; println@Console( "d2" )() )
		throw( Any )
	}
}
