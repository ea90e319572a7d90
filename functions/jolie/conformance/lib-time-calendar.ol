from console import Console
from time import Time

service Main {
	embed Console as console
	embed Time as time

	define show {
		getDateTime@time( moment { format = "G yyyy-MM-dd EEE D F w W YYYY u HH:mm:ss.SSS" } )( d )
		println@console( d )()
	}

	main {
		// days around the turns of years, and before the calendar was reformed
		moment = 1704067199999L ; show
		moment = 1735603200000L ; show
		moment = 0L ; show
		moment = -1L ; show
		moment = 951782400000L ; show
		moment = -12219292800000L ; show
		moment = -12219292800001L ; show
		moment = -62135769600001L ; show
		moment = 9223372036854775807L ; show
		println@console( d.year + " " + d.month + " " + d.day )()
	}
}
