from console import Console
interface I { RequestResponse: op( int )( int ) OneWay: ow( int ) }
interface J { RequestResponse: jj( int )( int ) }

service Main {
embed Console as Console
outputPort O { interfaces: I }
inputPort Q { location: "local" aggregates: O }
courier Q {
 [ interface J( x )( y ) ] { forward( x )( y ) } }
main {
println@Console( "x" )()
}
}
