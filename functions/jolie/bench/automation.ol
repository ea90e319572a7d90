from console import Console
from json-utils import JsonUtils
from string-utils import StringUtils

// A typical inbound automation: seven string operations, five rules, a loop of ten.
service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	embed StringUtils as StringUtils

	main {
		getJsonValue@JsonUtils( args[0] )( msg )
		toLowerCase@StringUtils( msg.messageBody )( low )
		contains@StringUtils( low { substring = "help" } )( isHelp )
		contains@StringUtils( low { substring = "price" } )( isPrice )
		contains@StringUtils( low { substring = "order" } )( isOrder )
		contains@StringUtils( low { substring = "thanks" } )( isThanks )
		replaceAll@StringUtils( low { regex = "[^a-z0-9 ]", replacement = "" } )( clean )
		split@StringUtils( clean { regex = " " } )( words )
		if( isHelp ) {
			rule = "help"
		} else if( isPrice ) {
			rule = "price"
		} else if( isOrder ) {
			rule = "order"
		} else if( isThanks ) {
			rule = "thanks"
		} else {
			rule = "default"
		}
		out = "[" + rule + "] from " + msg.senderID + " to " + #msg.recipientIDs + ":"
		for( i = 0, i < 10, i++ ) {
			if( i < #words.result ) {
				out += " " + i + "=" + words.result[i]
			} else {
				out += " " + i
			}
		}
		reply << { action = "forward" }
		reply.reply._[0] << { to = msg.senderID, message = out }
		getJsonString@JsonUtils( reply )( json )
		println@Console( json )()
	}
}
