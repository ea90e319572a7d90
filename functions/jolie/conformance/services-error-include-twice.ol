include "time.iol"
include "math.iol"
include "time.iol"
include "console.iol"
service Main {
main { println@Console( "x" )() }
}
