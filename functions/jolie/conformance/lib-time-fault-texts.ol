include "console.iol"
include "time.iol"

main
{
	scope( a ) {
		install( InvalidTimestamp => println@Console( a.InvalidTimestamp )() );
		getTimestampFromString@Time( "25/12/2023" )( t )
	};
	scope( b ) {
		install( InvalidDate => println@Console( b.InvalidDate )() );
		getDateDiff@Time( { .date1 = "25/12/2023", .date2 = "soon" } )( t )
	};
	scope( c ) {
		install( InvalidTime => println@Console( c.InvalidTime )() );
		getTimeValues@Time( "10:20" )( t )
	};
	scope( d ) {
		install( TypeMismatch => println@Console( d.TypeMismatch )() );
		getDateTime@Time( 0L { .format = "no pattern" } )( t )
	};
	scope( e ) {
		install( InvalidTimeUnit => println@Console( e.InvalidTimeUnit )() );
		scheduleTimeout@Time( 100 { .timeunit = "weeks" } )( t )
	};
	scheduleTimeout@Time( 100000 )( id );
	println@Console( id )();
	cancelTimeout@Time( id )( cancelled );
	println@Console( cancelled )()
}
