include "console.iol"
include "string_utils.iol"

main {
	i = 0
	v[0] = "a"; v[1] = "b"; v[2] = "c"
	w -> v[i]
	println@Console( w )()
	i = 2
	println@Console( w )()
	w = "z"
	println@Console( v[2] )()
	println@Console( #w )()
	q -> v
	println@Console( #q )()
	println@Console( q[1] )()
	q[3] = "d"
	println@Console( #v )()
	n = "x"
	dyn -> t.(n)
	dyn = 1
	n = "y"
	dyn = 2
	valueToPrettyString@StringUtils( t )( pretty ); println@Console( pretty )()
}
