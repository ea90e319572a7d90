from console import Console
interface I { RequestResponse: op( int )( int ) OneWay: ow( int ) }

service Main {
embed Console as Console
inputPort Q { location: "local" interfaces: I }

main {
ow( global.x )
}
}
