include "console.iol"

main {
	install( F => install( G => println@Console( "g" )() ); throw( G ) )
	throw( F )
}
