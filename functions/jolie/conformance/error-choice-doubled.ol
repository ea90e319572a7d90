from console import Console
interface I { RequestResponse: rr( int )( int ), r2 OneWay: ow( int ) }
service Main {
	embed Console as Console
	inputPort A { location: "local" interfaces: I }
	main {
		[ ow( x ) ] [ ow( y ) ]
	}
}
