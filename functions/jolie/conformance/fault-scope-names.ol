include "console.iol"

main {
	scope( s ) { install( IOException => println@Console( "io" )() ); x = 1 }
	scope( s ) { install( s => println@Console( "named like scope" )() ); throw( s ) }
	scope( main ) { install( F => println@Console( "in main scope " + main.F )() ); throw( F, 2 ) }
	println@Console( main.F )()
	scope( s ) { install( this => println@Console( "x" )() ); scope( s ) { install( this => println@Console( "inner s" )() ) } ; comp( s ) }
	comp( s )
}
