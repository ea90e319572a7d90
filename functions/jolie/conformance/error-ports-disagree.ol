from console import Console
interface I { RequestResponse: op( int )( int ) OneWay: ow( int ) }
interface J { RequestResponse: op( string )( int ) }
service Main {
embed Console as Console
inputPort P { location: "local" interfaces: I }
inputPort Q { location: "local" interfaces: J }
main {
println@Console( "x" )()
}
}
