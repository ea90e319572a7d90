from console import Console
from math import Math
from string-utils import StringUtils
from .check import Check

service Main {
	embed Console as console
	embed Math as math
	embed StringUtils as strings
	embed Check as check

	main {
		// of several fields that are wrong, one is told
		scope( s ) { install( TypeMismatch => println@console( s.TypeMismatch )() ); report@check()() }
		scope( s ) { install( TypeMismatch => println@console( s.TypeMismatch )() ); report@check( { format = 1, locale = 2, data = void } )() }
		scope( s ) { install( TypeMismatch => println@console( s.TypeMismatch )() ); fmt@strings()( text ) }
		scope( s ) { install( TypeMismatch => println@console( s.TypeMismatch )() ); pow@math()( text ) }
		fields[0] = "web" ; fields[1] = "age" ; fields[2] = "email" ; fields[3] = "name" ; fields[4] = "zip" ; fields[5] = "note" ; fields[6] = "city"
		fields[7] = "fax" ; fields[8] = "surname" ; fields[9] = "street" ; fields[10] = "country" ; fields[11] = "phone" ; fields[12] = "mobile" ; fields[13] = "birthday"
		for( field in fields ) {
			scope( s ) { install( TypeMismatch => println@console( s.TypeMismatch )() ); person@check( request )() ; println@console( "accepted" )() }
			if( field == "age" ) { request.age = 7 } else { request.( field ) = "x" }
		}
		scope( s ) { install( TypeMismatch => println@console( s.TypeMismatch )() ); person@check( request )() ; println@console( "accepted" )() }
	}
}
