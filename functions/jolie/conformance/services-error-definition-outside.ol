from console import Console
define foo { println@Console( "foo" )() }
service Main { embed Console as Console
main { foo } }
