from console import Console
interface I { OneWay: a( int | string ) }
service Main {
	embed Console as Console
	main {
		println@Console( "ok" )()
	}
}
