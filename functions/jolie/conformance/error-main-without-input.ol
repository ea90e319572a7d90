from console import Console
interface I { RequestResponse: op( int )( int ) OneWay: ow( int ) }

service Main {
embed Console as Console
execution: concurrent
inputPort Q { location: "local" interfaces: I }

main {
x = 1; op( x )( y ) { y = 1 }
}
}
