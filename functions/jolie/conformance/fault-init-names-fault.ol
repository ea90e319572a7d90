include "console.iol"

init {
	install( default => println@Console( "d" + main.default )() )
	throw( A )
}
main { println@Console( "m" + main.default )() }
