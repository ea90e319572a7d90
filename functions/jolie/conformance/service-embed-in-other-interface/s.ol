interface I { RequestResponse: hi( string )( string ) }
service S {
 execution: concurrent
 inputPort In { location: "local" interfaces: I }
 main { hi( x )( x + "!" ) }
}
