include "console.iol"

init { install( F => println@Console( "from init" )() ) }
main { println@Console( "main" )(); throw( F ) }
