from console import Console
type A: void { .a: int }
service Main {
embed Console as Console

main {
println@Console( "x" )()
}
}
