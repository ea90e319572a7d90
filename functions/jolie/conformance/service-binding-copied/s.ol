interface I { RequestResponse: hi( int )( string ) }
service A { execution: concurrent inputPort In { location: "local" interfaces: I } main { hi( x )( "A" + x ) } }
service B { execution: concurrent inputPort In { location: "local" interfaces: I } main { hi( x )( "B" + x ) } }
