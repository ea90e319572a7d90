include "console.iol"

main {
	scope( s ) {
		install( this => println@Console( "comp s" )() )
		println@Console( "body" )()
	}
	comp( s )
	comp( s )
	comp( nope )
	scope( s ) {
		install( this => println@Console( "c1" )() )
		install( this => cH; println@Console( "c2" )() )
		install( this => cH; println@Console( "c3" )() )
	}
	comp( s )
	scope( t ) {
		x = 1
		install( this => println@Console( "x is " + x + " was " + ^x )() )
		x = 2
		install( this => cH; println@Console( "x2 is " + x + " was " + ^x )() )
		x = 3
	}
	x = 4
	comp( t )
}
