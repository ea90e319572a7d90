from console import Console
type R: { id: string n: int }
type R2: { id: string }
interface I { OneWay: start( R ), next( R2 ) RequestResponse: ask( R2 )( int ) }

service Main {
embed Console as Console
inputPort Q { location: "local" interfaces: I }
execution: concurrent
cset { sid: R.id R2.id }
init { csets.sid = new }
main {
start( x ); next( y )
}
}
