/** Answers "!dates" with the days its owner is free. */
export const holiday = `from console import Console
from json-utils import JsonUtils

service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	main {
		getJsonValue@JsonUtils( args[0] )( m )
		answer.action = "forward"
		if( m.messageBody == "!dates" ) {
			answer.reply._[0] << { to = m.senderID, message = "I am free on the 13th, and on the 15th after lunch." }
		}
		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;

/** A script that one would show: short, with a use. */
export const reminder = `from console import Console
from json-utils import JsonUtils
from string-utils import StringUtils

// Answers the question that everybody asks before a party,
// and keeps the newsletters away.
service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	embed StringUtils as StringUtils

	main {
		getJsonValue@JsonUtils( args[0] )( message )
		toLowerCase@StringUtils( message.messageBody )( text )
		contains@StringUtils( text { substring = "what can i bring" } )( asks )
		contains@StringUtils( text { substring = "newsletter" } )( unwanted )

		answer.action = "forward"
		if( asks ) {
			answer.reply._[0] << {
				to = message.senderID
				message = "Something cold to drink would be lovely."
			}
		} else if( unwanted ) {
			println@Console( "kept away: " + message.messageBody )()
			answer.action = "drop"
		}

		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;

/** What one writes before that: it takes what people write for JSON, too. */
export const mistaken = `from console import Console
from json-utils import JsonUtils

service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils

	main {
		getJsonValue@JsonUtils( args[0] )( message )
		println@Console( "looking at: " + message.messageBody )()
		getJsonValue@JsonUtils( message.messageBody )( order )

		answer.action = "forward"
		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;
