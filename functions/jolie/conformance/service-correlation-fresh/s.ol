type Say: { k: string m: string }
interface I { RequestResponse: open( string )( string ), say( Say )( string ) }
service S {
 execution: concurrent
 cset { k: Say.k }
 inputPort In { location: "local" interfaces: I }
 main {
  open( name )( csets.k ) { csets.k = new }
  say( q )( name + " " + q.m )
 }
}
