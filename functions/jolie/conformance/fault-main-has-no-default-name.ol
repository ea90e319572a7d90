include "console.iol"
include "string_utils.iol"

main {
	install( default => println@Console( "default " + main.default )(); valueToPrettyString@StringUtils( main )( pretty ); println@Console( pretty )() )
	throw( Foo, 3 )
}
