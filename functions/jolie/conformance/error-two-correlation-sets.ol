from console import Console
type T { x: int y: int }
interface I { OneWay: a( T ) }
service Main {
	embed Console as Console
	inputPort A { location: "local" interfaces: I }
	cset { x: T.x }
	cset { y: T.y }
	main {
		println@Console( "ok" )()
	}
}
