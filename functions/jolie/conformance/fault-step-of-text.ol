include "console.iol"

main {
	scope( s ) {
		install( TypeMismatch => println@Console( s.TypeMismatch )() )
		x = "a"
		x++
	}
	scope( s ) {
		install( TypeMismatch => println@Console( s.TypeMismatch )() )
		x = true
		y = x++
	}
	--x
}
