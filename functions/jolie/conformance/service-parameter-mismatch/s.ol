type P: { name: string n?: int }
interface I { RequestResponse: hi( string )( string ) }
service S( p: P ) {
 execution: concurrent
 inputPort In { location: "local" interfaces: I }
 main { hi( x )( x + p.name ) }
}
