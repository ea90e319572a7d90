from console import Console
interface I { RequestResponse: op( int )( int ) OneWay: ow( int ) }

service Main {
embed Console as Console
inputPort P { interfaces: I }
main {
println@Console( "x" )()
}
}
