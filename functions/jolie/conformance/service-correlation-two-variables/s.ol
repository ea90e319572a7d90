type Op: { a: int b: string }
type Hit: { p: int q: string }
interface I { RequestResponse: open( Op )( void ), hit( Hit )( string ) }
service S { execution: concurrent
 cset { a: Op.a Hit.p, b: Op.b Hit.q }
 inputPort In { location: "local" interfaces: I }
 main { open( o )(); hit( h )( csets.a + csets.b + " " + o.a + o.b ) } }
