type B: string { code: int }
interface I { RequestResponse: f( int )( int ) throws A B( B ) C( int ) }
service S {
 execution: concurrent
 inputPort In { location: "local" interfaces: I }
 main { f( x )( y ) {
   y = 7
   if( x == 0 ) { throw( A ) }
   else if( x == 1 ) { throw( A, "text" ) }
   else if( x == 2 ) { throw( B, "m" { code = 4 } ) }
   else if( x == 3 ) { throw( B, "m" ) }
   else if( x == 4 ) { throw( C, 3 ) }
   else if( x == 5 ) { throw( C, "s" ) }
   else if( x == 6 ) { throw( D, 3 ) }
   else if( x == 7 ) { y = "wrong" }
 } }
}
