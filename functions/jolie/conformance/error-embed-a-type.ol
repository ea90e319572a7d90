from console import Console
interface I { RequestResponse: op( int )( int ) OneWay: ow( int ) }
type TT: int
service Main {
embed Console as Console
embed TT as C2
main {
println@Console( "x" )()
}
}
