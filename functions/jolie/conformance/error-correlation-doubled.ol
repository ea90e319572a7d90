from console import Console
type T { x: int }
service Main {
	embed Console as Console
	cset { x: T.x, x: T.x }
	main {
		println@Console( "ok" )()
	}
}
