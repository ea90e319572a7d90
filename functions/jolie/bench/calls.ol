from .automation-service import Automation

// Calls of the automation over a local port, one after the other.
service Main {
	embed Automation as Automation

	main {
		bodies[0] = "Hello, I need HELP with my account please!"
		bodies[1] = "What is the price of the blue one, in euro?"
		bodies[2] = "I want to ORDER 3 pieces today, can you do it?"
		bodies[3] = "Many thanks, see you tomorrow morning"
		bodies[4] = "Just saying hi to everybody in the room"
		for( k = 0, k < int( args[0] ), k++ ) {
			m << { senderId = k recipientIds[0] = 1 recipientIds[1] = 2 recipientIds[2] = 3 body = bodies[k % 5] }
			onMessage@Automation( m )( r )
		}
	}
}
