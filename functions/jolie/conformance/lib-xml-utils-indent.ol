include "console.iol"
include "xml_utils.iol"

main
{
	q.root.list.item[0] = "a";
	q.root.list.item[1] = 2;
	q.root.list.empty = void;
	q.root.list.( "@Attributes" ).( "xmlns:p" ) = "urn:p";
	q.root.list.( "@Attributes" ).b = "<\"&";
	q.root.list.( "@Attributes" ).a = true;
	q.indent = true;
	valueToXml@XmlUtils( q )( text ); print@Console( text )();
	q.plain = true;
	q.rootNodeName = "doc";
	valueToXml@XmlUtils( q )( text ); print@Console( text )();
	q.omitXmlDeclaration = true;
	valueToXml@XmlUtils( q )( text ); print@Console( text )()
}
