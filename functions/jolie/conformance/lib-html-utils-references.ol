include "console.iol"
include "html_utils.iol"

main
{
	unescapeHTML@HTMLUtils( "&lt;&eacute;&euro;&hearts; &apos; &AMP; &amp;lt; & &; &nope; &#; &#x;" )( t ); println@Console( t )();
	unescapeHTML@HTMLUtils( "&#65;&#x41;&#X41;&#0000000000065;&#128512; &#65 &#xg; &#99999999999;" )( t ); println@Console( t )();
	scope( s ) {
		install( IllegalArgumentException => println@Console( s.IllegalArgumentException )() );
		unescapeHTML@HTMLUtils( "&#1114112;" )( t )
	}
}
