from console import Console
from math import Math

service Main {
	embed Console as console
	embed Math as math

	main {
		bases[0] = 2.0 ; bases[1] = 1.1 ; bases[2] = 1.05 ; bases[3] = 10.0 ; bases[4] = 0.5 ; bases[5] = -3.0 ; bases[6] = 0.0
		exponents[0] = 1.5 ; exponents[1] = 100.0 ; exponents[2] = -3.0 ; exponents[3] = 12.0 ; exponents[4] = 0.0 ; exponents[5] = 0.3333
		for( base in bases ) {
			line = base + ":"
			for( exponent in exponents ) {
				pow@math( { base = base, exponent = exponent } )( power )
				line += " " + power
			}
			println@console( line )()
		}
	}
}
