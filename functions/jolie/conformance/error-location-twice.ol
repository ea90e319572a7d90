from console import Console
interface I { RequestResponse: rr( int )( int ), r2 OneWay: ow( int ) }
service Main {
	embed Console as Console
	outputPort A { location: "local"
	location: "local" interfaces: I }
	main {
		println@Console( "ok" )()
	}
}
