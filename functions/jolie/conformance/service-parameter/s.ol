type P: { name: string n?: int }
interface I { RequestResponse: hi( string )( string ) }
service S( p: P ) {
 execution: concurrent
 inputPort In { location: "local" interfaces: I }
 init { k = p.name + p.n }
 main { hi( x )( k + x + p.name + #p.n ) }
}
