include "console.iol"

main {
	scope( s ) {
		install( F => scope( inner ) { install( G => println@Console( "inner G" )() ); throw( G ) }; println@Console( "done F" )() )
		throw( F )
	}
	scope( s ) {
		install( F => install( G => println@Console( "late G" )() ); throw( G ) )
		throw( F )
	}
	scope( s ) {
		install( F => install( F => println@Console( "second F" )() ); throw( F ) )
		throw( F )
	}
	scope( s ) {
		install( F => println@Console( "F" )(), G => println@Console( "G" )() )
		scope( t ) {
			install( F => throw( G ) )
			throw( F )
		}
	}
	i = 0
	scope( s ) {
		install( F => i++; println@Console( i )(); if( i < 3 ) throw( F ) )
		throw( F )
	}
}
