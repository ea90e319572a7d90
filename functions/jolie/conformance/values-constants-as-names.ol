include "console.iol"

constants { S = myscope, V = vv, FF = MyFault }
main {
	vv = 3
	println@Console( V )()
	scope( S ) {
		install( MyFault => println@Console( "caught " + myscope.default )() )
		throw( FF )
	}
}
