interface I { RequestResponse: bump( void )( string ), tree( void )( undefined ) }
service S { execution: concurrent
 inputPort In { location: "local" interfaces: I }
 init { n = 1; t.a = "x"; t.b[1] = 2; global.c = 10 }
 init { m = n + 1 }
 main { [ bump()( n + "," + m + "," + global.c ) { n++; m++; global.c++ } ] [ tree()( t ) { t.b[ #t.b ] = 1; t.a = t.a + "y" } ] } }
