/** Ada's script for what she sends: short codes become the characters they stand for. */
export const adaSend = `// Runs on every message that Ada sends, before anybody gets it: :wave: becomes 👋.
from parley import OutboundAutomation
from string_utils import StringUtils

service Main {
	execution: single
	embed StringUtils as StringUtils

	inputPort Messages {
		location: "local"
		interfaces: OutboundAutomation
	}

	main {
		onMessage( message )( answer ) {
			text = message.messageBody
			replaceAll@StringUtils( text { regex = ":wave:" replacement = "👋" } )( text )
			replaceAll@StringUtils( text { regex = ":tea:" replacement = "🍵" } )( text )
			answer.messageBody = text
		}
	}
}
`;

/** Ben's script for what he receives: it answers a few questions for him. */
export const benReceive = `// Runs on every message that Ben receives, and answers some of them for him.
from parley import InboundAutomation

service Main {
	execution: single

	inputPort Messages {
		location: "local"
		interfaces: InboundAutomation
	}

	main {
		onMessage( message )( answer ) {
			answer.action = "forward"
			if( message.messageBody == "!ping" ) {
				answer.reply << { to = message.senderID, message = "pong" }
			} else if( message.messageBody == "!dates" ) {
				answer.reply << { to = message.senderID, message = "I am free on Tuesday evening and on Saturday." }
			} else if( message.messageBody == "!help" ) {
				answer.reply << { to = message.senderID, message = "Ask me !ping or !dates: my script answers, also while I am away." }
			}
		}
	}
}
`;
