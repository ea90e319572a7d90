from console import Console
interface I { RequestResponse: rr( int )( int ), r2 OneWay: ow( int ) }
interface J { RequestResponse: rr( string )( int ) }
service Main {
	embed Console as Console
	inputPort A { location: "local://a" interfaces: I }
	inputPort B { location: "local://b" interfaces: J }
	main {
		println@Console( "ok" )()
	}
}
