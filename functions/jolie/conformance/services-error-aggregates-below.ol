include "console.iol"
interface I { OneWay: a(int) }
inputPort Q { Location: "local" Aggregates: P }
outputPort P { Location: "local://x" Interfaces: I }
main { println@Console( "x" )() }
