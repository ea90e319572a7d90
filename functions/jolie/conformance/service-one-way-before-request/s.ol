interface I { OneWay: push( int ) RequestResponse: get( void )( string ) }
service S { execution: concurrent inputPort In { location: "local" interfaces: I }
 main { [ push( x ) ] { global.s += x + "," } [ get()( global.s ) ] } }
