from console import Console
type T { x: { y: int } }
service Main {
	embed Console as Console
	main {
		println@Console( "ok" )()
	}
}
