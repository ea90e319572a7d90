from console import Console
type T: double( ranges( [0,1] ) )
service Main {
	embed Console as Console
	main {
		println@Console( "ok" )()
	}
}
