from console import Console
type T { x: int y: int }
interface I { OneWay: a( T ) }
type U { y: int }
service Main {
	embed Console as Console
	inputPort A { location: "local" interfaces: I }
	cset { x: T.x, y: U.y }
	main {
		println@Console( "ok" )()
	}
}
