/** An incoming script that runs `body` between reading the message and printing `answer`. */
const incoming = (body: string) => `from console import Console
from json-utils import JsonUtils
from string-utils import StringUtils

service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	embed StringUtils as StringUtils
	main {
		getJsonValue@JsonUtils( args[0] )( m )
		answer.action = "forward"
${body}
		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;

/** Answers "!ping" and keeps spam away. */
export const pingAndSpam = incoming(`		contains@StringUtils( m.messageBody { substring = "spam" } )( isSpam )
		if( m.messageBody == "!ping" ) {
			answer.reply._[0] << { to = m.senderID, message = "pong" }
		} else if( isSpam ) {
			answer.action = "drop"
		}`);

/** Says something to its log, then fails in line 13. */
export const failing = incoming(`		println@Console( "about to fail" )()
		if( m.messageBody != "" ) { throw( OutOfTea, "none left" ) }`);

/** Lacks the parentheses of the condition in line 12. */
export const broken = incoming('		if m.messageBody == "!ping" {}');

/** Answers messages with a 7 in them, and keeps those with a 3 away from its owner. */
export const sevenAndThree = (reply: string) =>
  incoming(`		contains@StringUtils( m.messageBody { substring = "7" } )( hasSeven )
		contains@StringUtils( m.messageBody { substring = "3" } )( hasThree )
		if( hasSeven ) {
			answer.reply._[0] << { to = m.senderID, message = "${reply}" }
		}
		if( hasThree ) {
			answer.action = "drop"
		}`);

/** An outgoing script that writes its owner's messages larger. */
export const capitals = `from console import Console
from json-utils import JsonUtils
from string-utils import StringUtils

service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	embed StringUtils as StringUtils
	main {
		getJsonValue@JsonUtils( args[0] )( m )
		toUpperCase@StringUtils( m.messageBody )( answer.messageBody )
		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;
