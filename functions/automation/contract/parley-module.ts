/** The operation by which a script is of the service contract. */
export const serviceOperation = 'onMessage';

/**
 * The module `parley`, which scripts import: `from parley import InboundAutomation`. Written for script authors, who
 * see it in the editor; the fields are those of the program contract.
 */
const parleyModule = `/// A message that a script makes: to somebody who is on the message that it got.
type AdditionalMessage {
	to: int
	message: string
}

/// A message that the owner of the script sends.
type OutboundMessage {
	messageBody: string
	ownID: int
	recipientIDs*: int
}

/// What becomes of it. Without messageBody it stays as it was; action "drop" keeps it from everybody.
type OutboundAnswer {
	messageBody?: string
	action?: string
	also*: AdditionalMessage
}

/// A message that the owner of the script gets.
type InboundMessage {
	messageBody: string
	ownID: int
	senderID: int
	recipientIDs*: int
}

/// What becomes of it: action "forward" or "drop", and replies.
type InboundAnswer {
	action: string
	reply*: AdditionalMessage
}

/// Offer this on an input port, and implement onMessage, for the messages that you send.
interface OutboundAutomation {
	RequestResponse: onMessage( OutboundMessage )( OutboundAnswer )
}

/// Offer this on an input port, and implement onMessage, for the messages that you get.
interface InboundAutomation {
	RequestResponse: onMessage( InboundMessage )( InboundAnswer )
}
`;

/** What every script may import, by file. */
export const scriptModules: ReadonlyMap<string, string> = new Map([['packages/parley.ol', parleyModule]]);
