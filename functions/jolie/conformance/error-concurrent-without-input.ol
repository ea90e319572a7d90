from console import Console
interface I { RequestResponse: rr( int )( int ), r2 OneWay: ow( int ) }
service Main {
	embed Console as Console
	execution: concurrent
	inputPort A { location: "local" interfaces: I }
	main {
		println@Console( "ok" )()
	}
}
