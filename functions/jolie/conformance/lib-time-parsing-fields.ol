from console import Console
from time import Time

service Main {
	embed Console as console
	embed Time as time

	define read {
		scope( reading ) {
			install( default => println@console( reading.default + ": " + reading.( reading.default ) )() )
			getDateValues@time( text { format = format } )( d )
			println@console( d.year + "-" + d.month + "-" + d.day )()
		}
	}

	main {
		// weeks and days of the week say the day where no day is named
		text = "52 2023" ; format = "ww yyyy" ; read
		text = "Wed 2023" ; format = "EEE yyyy" ; read
		text = "Wed 12 2023" ; format = "EEE MM yyyy" ; read
		text = "Wed 12 2023" ; format = "EEE ww yyyy" ; read
		text = "2023 Wed 10" ; format = "YYYY EEE ww" ; read
		text = "3 12 2023" ; format = "F MM yyyy" ; read
		text = "360 2023" ; format = "DDD yyyy" ; read
		text = "5 360" ; format = "d D" ; read
		// years before Christ, and the days that the reform left out
		text = "25/12/-5" ; format = "dd/MM/yyyy" ; read
		text = "44 BC" ; format = "yyyy G" ; read
		text = "10/10/1582" ; format = "dd/MM/yyyy" ; read
		// zones
		text = "2023-12-25T23:00:00-05:00" ; format = "yyyy-MM-dd'T'HH:mm:ssXXX" ; read
		text = "2023-12-25 20:00 PST" ; format = "yyyy-MM-dd HH:mm z" ; read
		text = "2023-12-25 01:00 GMT+2:30" ; format = "yyyy-MM-dd HH:mm z" ; read
		text = "2023-12-25 01:00 Z" ; format = "yyyy-MM-dd HH:mm Z" ; read
		// names are looked for where the text before them ends
		text = "25  Dec 2023" ; format = "dd MMM yyyy" ; read
		text = "25 12  2023" ; format = "dd MM yyyy" ; read
		text = "99999999999/1/2000" ; format = "dd/MM/yyyy" ; read
		// what cannot be read
		text = "25-12-2023" ; format = "dd/MM/yyyy" ; read
		text = "" ; format = "dd" ; read
		text = "1" ; format = "bad" ; read
		text = "1" ; format = "dd'" ; read
		text = "1" ; format = "XXXX" ; read
	}
}
