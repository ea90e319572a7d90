type Get: { t: string k: string }
type Out: { t: string }
interface I { RequestResponse: login( string )( string ), get( Get )( string ) OneWay: logout( Out ) }
service S { execution: concurrent
 cset { t: Get.t Out.t }
 inputPort In { location: "local" interfaces: I }
 main { login( u )( csets.t ) { csets.t = new }
  provide [ get( g )( u + ":" + g.k + n ) { n++ } ] until [ logout( o ) ] } }
