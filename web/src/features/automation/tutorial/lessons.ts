/** A message that the check of a lesson sends, and what must come of it. */
export interface Probe {
  readonly message: string;
  /** What is answered; nothing where it is empty. */
  readonly answers: readonly string[];
  readonly dropped?: true;
  /** What is said when it does not: what is missing, not how to write it. */
  readonly help: string;
}

/** One step of the tutorial. */
export interface Lesson {
  readonly id: string;
  readonly title: string;
  /** Paragraphs. What stands in backticks is code. */
  readonly text: readonly string[];
  readonly task: string;
  /** What the editor begins with: it does not pass yet. */
  readonly start: string;
  readonly probes: readonly Probe[];
}

const head = `	execution: single

	inputPort Messages {
		location: "local"
		interfaces: InboundAutomation
	}
`;

const script = (body: string, uses = '', embeds = '') => `from parley import InboundAutomation
${uses}
service Main {
${embeds}${head}
	main {
		onMessage( message )( answer ) {
${body}
		}
	}
}
`;

const strings = 'from string-utils import StringUtils\n';
const embedded = '	embed StringUtils as StringUtils\n';

const deskStart = `from parley import InboundAutomation
from string-utils import StringUtils

interface DeskInterface {
	RequestResponse:
		isGreeting( string )( bool )
}

service Desk {
	execution: sequential
	embed StringUtils as StringUtils

	inputPort In {
		location: "local"
		interfaces: DeskInterface
	}

	main {
		[ isGreeting( text )( answer ) {
			toLowerCase@StringUtils( text )( small )
			contains@StringUtils( small { substring = "hello" } )( answer )
		} ]
	}
}

service Main {
	embed Desk as Desk
${head}
	main {
		onMessage( message )( answer ) {
			answer.action = "forward"
			isGreeting@Desk( message.messageBody )( isGreeted )
			if( isGreeted ) {
				// In place of nothing: ask the desk what to say, and answer with it.
				nullProcess
			}
		}
	}
}
`;

/** The tutorial, from a first answer to a service of one's own with two operations. */
export const lessons: readonly Lesson[] = [
  {
    id: 'hello',
    title: 'Answer hello',
    text: [
      'A script is a small service. For each message that you get, Parley calls its operation `onMessage` with the message, and looks at the answer.',
      '`answer.action = "forward"` lets the message through to you. `answer.reply` is a message back: to whom, and what. `<<` fills it with a tree of two fields; a text stands between double quotes.',
    ],
    task: 'Answer every message with the text hello.',
    start: script(`			answer.action = "forward"
			answer.reply << { to = message.senderID, message = "" }`),
    probes: [
      {
        message: 'Good morning',
        answers: ['hello'],
        help: 'Every message is to be answered with hello, in small letters.',
      },
      {
        message: 'Is this on?',
        answers: ['hello'],
        help: 'Every message is to be answered, whatever it says.',
      },
    ],
  },
  {
    id: 'echo',
    title: 'Say it back',
    text: [
      'The message is a tree: `message.messageBody` is its text, `message.senderID` who sent it. A path with dots leads to each part.',
      'Texts are put together with `+`.',
    ],
    task: 'Answer with “You said: ” and then what was said.',
    start: script(`			answer.action = "forward"
			answer.reply << { to = message.senderID, message = "You said: " }`),
    probes: [
      {
        message: 'tea',
        answers: ['You said: tea'],
        help: 'To “tea” the answer should be “You said: tea”. Mind the space.',
      },
      {
        message: 'two words',
        answers: ['You said: two words'],
        help: 'The whole text belongs into the answer.',
      },
    ],
  },
  {
    id: 'only-when',
    title: 'Only when asked',
    text: [
      'A script that answers everything is a bore. `if( … ) { … } else { … }` chooses, and `==` compares.',
    ],
    task: 'Answer pong to the message !ping, and nothing else.',
    start: script(`			answer.action = "forward"
			answer.reply << { to = message.senderID, message = "pong" }`),
    probes: [
      { message: '!ping', answers: ['pong'], help: 'The message !ping is to be answered with pong.' },
      {
        message: 'Hello',
        answers: [],
        help: 'Other messages should have no answer: put the reply into an if.',
      },
      {
        message: 'a !ping inside',
        answers: [],
        help: 'Only a message that is !ping and nothing more counts.',
      },
    ],
  },
  {
    id: 'library',
    title: 'Ask the library',
    text: [
      'Much is done already. `from string-utils import StringUtils` brings the library’s texts, `embed StringUtils as StringUtils` gives it a port, and `toLowerCase@StringUtils( text )( small )` calls it: what it gets stands in the first parentheses, where its answer goes in the second.',
    ],
    task: 'Answer pong to !ping also when it is written !PING or !Ping.',
    start: script(
      `			answer.action = "forward"
			if( message.messageBody == "!ping" ) {
				answer.reply << { to = message.senderID, message = "pong" }
			}`,
      strings,
      embedded,
    ),
    probes: [
      {
        message: '!PING',
        answers: ['pong'],
        help: '!PING should count as well: make the text small before it is compared.',
      },
      { message: '!Ping', answers: ['pong'], help: '!Ping should count as well.' },
      { message: '!ping', answers: ['pong'], help: 'What is small already should still count.' },
      { message: 'PONG', answers: [], help: 'Other messages should still have no answer.' },
    ],
  },
  {
    id: 'keep-away',
    title: 'Keep some away',
    text: [
      '`answer.action = "drop"` keeps a message from you; the others on it get it all the same.',
      '`contains@StringUtils( text { substring = "tea" } )( found )` looks for a part: the request is a text with a field below it.',
    ],
    task: 'Let everything through but messages that say lottery, however it is written.',
    start: script(
      `			answer.action = "forward"
			toLowerCase@StringUtils( message.messageBody )( text )
			contains@StringUtils( text { substring = "lottery" } )( found )`,
      strings,
      embedded,
    ),
    probes: [
      {
        message: 'You won the LOTTERY!',
        answers: [],
        dropped: true,
        help: 'A message that says LOTTERY should be dropped.',
      },
      {
        message: 'lottery',
        answers: [],
        dropped: true,
        help: 'A message that says lottery should be dropped.',
      },
      { message: 'Dinner?', answers: [], help: 'Other messages should be let through.' },
    ],
  },
  {
    id: 'two-operations',
    title: 'A service with two operations',
    text: [
      'Jolie is made of services that talk. Here a service of your own, `Desk`, knows what a greeting is; the script embeds it and asks it, as it would ask the library.',
      'Its interface names its operations with what they get and give, a comma between each two. In `main`, each operation is a branch in brackets: `[ name( request )( response ) { … } ]`.',
    ],
    task: 'Give the desk a second operation, greet( string )( string ), which answers “Hello to you!”; let the script ask it when it is greeted, and answer with what it says.',
    start: deskStart,
    probes: [
      {
        message: 'Hello there',
        answers: ['Hello to you!'],
        help: 'When it is greeted, the script should answer what greet gives: “Hello to you!”.',
      },
      {
        message: 'HELLO',
        answers: ['Hello to you!'],
        help: 'isGreeting does not mind capitals; neither should the script.',
      },
      { message: 'Where is my tea?', answers: [], help: 'What is no greeting should have no answer.' },
    ],
  },
];
