from console import Console

service Main {
	embed Console as Console
	define main { x = 1 }
	main {
		println@Console( "ok" )()
	}
}
