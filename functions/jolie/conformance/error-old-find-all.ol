include "console.iol"
include "string_utils.iol"

main
{
	request = "a1b22";
	request.regex = "[0-9]+";
	findAll@StringUtils( request )( found );
	println@Console( #found.group )()
}
