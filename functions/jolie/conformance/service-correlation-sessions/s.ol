type St: { id: string }
type Add: { id: string n: int }
type End: { id: string }
interface I { RequestResponse: start( St )( string ), add( Add )( string ) OneWay: end( End ) }
service S {
 execution: concurrent
 cset { sid: St.id Add.id End.id }
 inputPort In { location: "local" interfaces: I }
 main {
  start( x )( y ) { y = "started " + csets.sid; t = 0 }
  run = true
  while( run ) {
   [ add( a )( b ) { t += a.n; b = csets.sid + "=" + t } ] { nullProcess }
   [ end( e ) ] { run = false }
  }
 }
}
