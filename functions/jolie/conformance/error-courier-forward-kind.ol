from console import Console
interface I { RequestResponse: op( int )( int ) OneWay: ow( int ) }

service Main {
embed Console as Console
outputPort O { interfaces: I }
inputPort Q { location: "local" aggregates: O }
courier Q {
 [ op( x )( y ) ] { forward( x ) }
}
main {
println@Console( "x" )()
}
}
