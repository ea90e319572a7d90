from string-utils import StringUtils

// The automation of the tables in docs/performance.md: seven string operations, five rules, a loop of ten, as a service.
type Msg { senderId: int recipientIds*: int body: string }
type Reply { body: string }
interface AutomationI { RequestResponse: onMessage( Msg )( Reply ) }

service Automation {
	execution: concurrent
	inputPort In { location: "local" interfaces: AutomationI }
	embed StringUtils as StringUtils

	main {
		[ onMessage( msg )( reply ) {
			toLowerCase@StringUtils( msg.body )( low )
			contains@StringUtils( low { substring = "help" } )( isHelp )
			contains@StringUtils( low { substring = "price" } )( isPrice )
			contains@StringUtils( low { substring = "order" } )( isOrder )
			contains@StringUtils( low { substring = "thanks" } )( isThanks )
			replaceAll@StringUtils( low { regex = "[^a-z0-9 ]" replacement = "" } )( clean )
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
			out = "[" + rule + "] from " + msg.senderId + " to " + #msg.recipientIds + ":"
			for( i = 0, i < 10, i++ ) {
				if( i < #words.result ) {
					out += " " + i + "=" + words.result[i]
				} else {
					out += " " + i
				}
			}
			reply.body = out
		} ]
	}
}
