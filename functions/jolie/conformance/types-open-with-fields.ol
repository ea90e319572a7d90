from console import Console
type A: { ? a: int b?: string }
service Main {
 embed Console as Console
 main {
  v.a = 1; v.z = 3; b = v instanceof A; println@Console( b )()
  v.a = "s"; b = v instanceof A; println@Console( b )()
  undef( v.a ); b = v instanceof A; println@Console( b )()
  v.a = 1; v.b = 2; b = v instanceof A; println@Console( b )()
 }
}
