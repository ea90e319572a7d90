from console import Console
interface I { OneWay: a(int) }
service Main {
  embed Console as Console
  outputPort P { location: "lo cal" protocol: sodep interfaces: I }
  main { println@Console( "x" )() }
}
