import type { Target } from '../../api';

const outgoing = `from console import Console
from json-utils import JsonUtils
from string-utils import StringUtils

// Turns :wave: and its like into emoji before anyone reads them.
service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	embed StringUtils as StringUtils

	main {
		emoji.wave = "👋"
		emoji.coffee = "☕"
		emoji.done = "✅"

		getJsonValue@JsonUtils( args[0] )( message )
		text = message.messageBody
		foreach( name : emoji ) {
			replaceAll@StringUtils( text { regex = ":" + name + ":", replacement = emoji.( name ) } )( text )
		}

		answer.messageBody = text
		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;

const incoming = `from console import Console
from json-utils import JsonUtils
from string-utils import StringUtils

// Answers "!ping", and keeps messages that mention "spam" from me.
service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	embed StringUtils as StringUtils

	main {
		getJsonValue@JsonUtils( args[0] )( message )
		trim@StringUtils( message.messageBody )( text )
		toLowerCase@StringUtils( text )( text )
		contains@StringUtils( text { substring = "spam" } )( unwanted )

		answer.action = "forward"
		if( text == "!ping" ) {
			answer.reply._[0] << {
				to = message.senderID
				message = "pong"
			}
		} else if( unwanted ) {
			answer.action = "drop"
		}

		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;

/** A program that works, to begin with. */
export const starters: Readonly<Record<Target, string>> = { send: outgoing, recv: incoming };

/** What a program gets and answers, as its author sees it. */
export const contracts: Readonly<Record<Target, { readonly gets: string; readonly answers: string }>> = {
  send: {
    gets: '{ "messageBody": "…", "ownID": 1, "recipientIDs": [2, 3] }',
    answers: '{ "messageBody": "…" }',
  },
  recv: {
    gets: '{ "messageBody": "…", "ownID": 2, "senderID": 1, "recipientIDs": [2, 3] }',
    answers: '{ "action": "forward" or "drop", "reply": [{ "to": 1, "message": "…" }] }',
  },
};
