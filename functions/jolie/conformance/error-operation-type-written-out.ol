from console import Console
interface I { RequestResponse: op( { a: int } )( int ) }
service Main {
embed Console as Console

main {
println@Console( "x" )()
}
}
