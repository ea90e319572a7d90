from console import Console

service Main {
embed Console as Console
type A: int
main {
println@Console( "x" )()
}
}
