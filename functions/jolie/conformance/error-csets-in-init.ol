from console import Console

service Main {
	embed Console as Console
	init { csets.x = 1 }
	main {
		println@Console( "ok" )()
	}
}
