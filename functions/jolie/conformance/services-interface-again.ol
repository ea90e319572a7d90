include "console.iol"
interface I { RequestResponse: a( int )( int ) }
interface I { RequestResponse: b( int )( int ) }
service S { Interfaces: I main { b( x )( y ) { y = x + 1 } } }
main { b@S( 4 )( r ); println@Console( r )() }
