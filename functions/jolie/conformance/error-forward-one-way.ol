from console import Console
interface I { RequestResponse: rr( int )( int ), r2 OneWay: ow( int ) }
service Main {
	embed Console as Console
	outputPort B { interfaces: I }
	inputPort A { location: "local" aggregates: B }
	courier A { [ rr( x )( y ) ] { forward( x ) } }
	main {
		println@Console( "ok" )()
	}
}
