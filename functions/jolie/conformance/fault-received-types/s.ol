interface I { RequestResponse: f( int )( undefined ) throws A( string ) B( undefined ) C }
interface J { RequestResponse: f( int )( int ) throws A( int ) B( void ) }
service S { execution: concurrent inputPort In { location: "local" interfaces: I }
 main { f( x )( y ) { if( x == 0 ) { throw( A, "a" ) } else if( x == 1 ) { throw( B, 5 ) } else if( x == 2 ) { throw( C, "c" ) } else if( x == 3 ) { y = "s" } else { y = 4 } } } }
