import type { JsonContract } from '@parley/jolie';
import type { Target } from '@parley/ports';

/** The operation by which a script is of the service contract. */
export const serviceOperation = 'onMessage';

/**
 * The module `parley`, which scripts import: `from parley import InboundAutomation`. Written for script authors, who
 * see it in the editor; the fields are those of the program contract.
 */
const parleyModule = (offsetMinutes: number) => `from time import Time

/// A message that a script makes: to somebody who is on the message that it got.
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

/// A moment where the owner of the script is. weekday: 1 is Monday, 7 is Sunday.
type OwnMoment {
	year: int
	month: int
	day: int
	hour: int
	minute: int
	weekday: int
}

interface OwnTimeInterface {
	RequestResponse: now( void )( OwnMoment )
}

/// Embed this for the time of the message in the time zone of your settings: embed OwnTime as OwnTime.
service OwnTime {
	execution: concurrent
	embed Time as Time

	inputPort In {
		location: "local"
		interfaces: OwnTimeInterface
	}

	main {
		now()( moment ) {
			getCurrentTimeMillis@Time()( time )
			time = time + ${offsetMinutes * 60_000}L
			getDateTime@Time( time )( date )
			moment << {
				year = date.year
				month = date.month
				day = date.day
				hour = date.hour
				minute = date.minute
				// The first of January 1970 was a Thursday.
				weekday = int( ( time / 86400000L + 3L ) % 7L ) + 1
			}
		}
	}
}
`;

/** The place of the module among those that a source may import. */
const file = 'packages/parley.ol';

/** What a script may import, by file, where the owner's time is so many minutes ahead of UTC. */
export const modulesAt = (offsetMinutes: number): ReadonlyMap<string, string> =>
  new Map([[file, parleyModule(offsetMinutes)]]);

/** What the JSON is that a script of the program contract gets and answers, by the types of the module. */
export const jsonContracts: Readonly<Record<Target, JsonContract>> = {
  send: { module: file, received: 'OutboundMessage', sent: 'OutboundAnswer' },
  recv: { module: file, received: 'InboundMessage', sent: 'InboundAnswer' },
};

/** What every script may import, by file; the owner's time is UTC in it. */
export const scriptModules: ReadonlyMap<string, string> = modulesAt(0);
