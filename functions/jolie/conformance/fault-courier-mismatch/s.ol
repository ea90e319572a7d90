interface I { RequestResponse: r( int )( int ) OneWay: o( int ) }
interface D { RequestResponse: dummy }
service Back { execution: concurrent inputPort In { location: "local" interfaces: I } main { [ r( x )( x ) ] [ o( x ) ] } }
service Front { execution: concurrent embed Back as B
 inputPort In { location: "local" interfaces: D aggregates: B }
 courier In {
  [ r( a )( b ) ] { if( a == 5 ) { a = "bad" }; forward( a )( b ); b = "str" }
  [ o( a ) ] { if( a == 5 ) { a = "bad" } else { throw( Oops, 4 ) }; forward( a ) } }
 main { dummy( x )( x ) } }
