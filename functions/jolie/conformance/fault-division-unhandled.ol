include "console.iol"

main {
	x = 0
	y = 1 / x
}
