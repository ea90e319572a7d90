include "console.iol"

main {
	install( F => throw( G ), G => println@Console( "g" )() )
	throw( F )
}
