include "console.iol"
interface I { OneWay: a(int) }
courier Q { [ a( x ) ] { forward( x ) } }
outputPort P { Location: "local://x" Interfaces: I }
inputPort Q { Location: "local" Aggregates: P }
main { println@Console( "x" )() }
