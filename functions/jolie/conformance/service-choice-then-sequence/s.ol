interface I { RequestResponse: a( int )( int ), b( int )( int ), d( void )( string ) OneWay: c( string ) }
service S {
 inputPort In { location: "local" interfaces: I }
 main {
  [ a( x )( y ) { y = x + 1 } ] {
    [ b( z )( w ) { w = z * y } ] { c( m ) }
    [ d()( v ) { v = "nope" } ]
  }
  [ c( m ) ] { nullProcess }
  ;
  d()( v ) { v = m + x + y + z + w }
 }
}
