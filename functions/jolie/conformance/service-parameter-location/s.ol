type P: { name: string loc: string }
interface I { RequestResponse: hi( string )( string ) }
service S( p: P ) {
 execution: concurrent
 inputPort In { location: p.loc protocol: sodep interfaces: I }
 main { hi( x )( x + p.name ) }
}
