from console import Console
type A: double( ranges( [1,2] ) )
service Main {
embed Console as Console

main {
println@Console( "x" )()
}
}
