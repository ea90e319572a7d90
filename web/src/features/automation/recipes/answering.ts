import { frame } from './frame';
import { exactly, items, literal } from './literals';
import { listed, minutesOf, tabled, type Recipe, type Values } from './recipe';

/** Answers by a table: the first row whose words are in the message. */
const rowsOf = (values: Values, indent: string) =>
  tabled(values, 'rows')
    .map(
      ([word, text], i) =>
        `${indent}row[${i}] << { word = ${literal(word.toLowerCase())}, text = ${literal(text)} }`,
    )
    .join('\n');

const outOfOffice: Recipe = {
  id: 'out-of-office',
  target: 'recv',
  name: 'Out of office',
  does: 'Answers whoever writes outside your working hours, in your time zone.',
  fields: [
    { kind: 'time', name: 'from', label: 'Work begins', initial: '09:00' },
    { kind: 'time', name: 'to', label: 'Work ends', initial: '17:00' },
    {
      kind: 'text',
      name: 'text',
      label: 'Your answer',
      initial: 'I am out of office and will write back on the next working day.',
    },
  ],
  source(values) {
    return frame(
      'recv',
      this.does,
      ['OwnTime'],
      `			answer.action = "forward"
			now@OwnTime()( t )
			minute = t.hour * 60 + t.minute
			isWeekend = t.weekday > 5
			isEarly = minute < ${minutesOf(values, 'from')}
			isLate = minute >= ${minutesOf(values, 'to')}
			if( isWeekend || isEarly || isLate ) {
				answer.reply << { to = message.senderID, message = ${literal(values.texts['text']!)} }
			}`,
    );
  },
  examples: [
    {
      says: 'on a Saturday',
      message: 'Are you there?',
      at: '2027-03-06T12:00:00Z',
      becomes: { writes: ['I am out of office and will write back on the next working day.'] },
    },
    {
      says: 'in the evening',
      message: 'One more thing',
      at: '2027-03-03T17:00:00Z',
      becomes: { writes: ['I am out of office and will write back on the next working day.'] },
    },
    { says: 'at work', message: 'Coffee?', at: '2027-03-03T16:59:00Z', becomes: {} },
  ],
};

const keywordRouter: Recipe = {
  id: 'keyword-router',
  target: 'recv',
  name: 'Keyword router',
  does: 'Answers by the words in a message: each keyword has an answer.',
  fields: [
    {
      kind: 'table',
      name: 'rows',
      label: 'Keywords',
      columns: ['When a message says', 'Answer'],
      initial: [
        ['invoice', 'Please send invoices to billing.'],
        ['holiday', 'The holiday plan hangs in the kitchen.'],
      ],
    },
  ],
  source(values) {
    return frame(
      'recv',
      this.does,
      ['StringUtils'],
      `			answer.action = "forward"
			toLowerCase@StringUtils( message.messageBody )( text )
${rowsOf(values, '\t\t\t')}
			isAnswered = false
			for( r in row ) {
				contains@StringUtils( text { substring = r.word } )( isThere )
				if( isThere && !isAnswered ) {
					answer.reply << { to = message.senderID, message = r.text }
					isAnswered = true
				}
			}`,
    );
  },
  examples: [
    {
      says: 'with a keyword',
      message: 'Where does the INVOICE go?',
      becomes: { writes: ['Please send invoices to billing.'] },
    },
    { says: 'without one', message: 'Lunch?', becomes: {} },
  ],
};

const commandBot: Recipe = {
  id: 'command-bot',
  target: 'recv',
  name: 'Command bot',
  does: 'Answers commands that begin with an exclamation mark; !help lists them.',
  fields: [
    {
      kind: 'table',
      name: 'rows',
      label: 'Commands',
      columns: ['Command', 'Answer'],
      initial: [
        ['!ping', 'pong'],
        ['!address', 'Harbour Street 12, second floor'],
      ],
    },
  ],
  source(values) {
    const commands = ['!help', ...tabled(values, 'rows').map(([command]) => command.toLowerCase())];
    return frame(
      'recv',
      this.does,
      ['StringUtils'],
      `			answer.action = "forward"
			trim@StringUtils( message.messageBody )( text )
			toLowerCase@StringUtils( text )( text )
${rowsOf(values, '\t\t\t')}
			said = ""
			if( text == "!help" ) {
				said = ${literal(`I know ${commands.join(', ')}.`)}
			}
			for( r in row ) {
				if( text == r.word ) {
					said = r.text
				}
			}
			if( said != "" ) {
				answer.reply << { to = message.senderID, message = said }
			}`,
    );
  },
  examples: [
    { says: 'with a command', message: '!Ping', becomes: { writes: ['pong'] } },
    { says: 'asked for help', message: '!help', becomes: { writes: ['I know !help, !ping, !address.'] } },
    { says: 'with anything else', message: 'ping', becomes: {} },
  ],
};

const arithmetic: Recipe = {
  id: 'arithmetic',
  target: 'recv',
  name: 'Arithmetic bot',
  does: 'Works out what somebody asks with a command, as “!calc 6 * 7”.',
  fields: [{ kind: 'text', name: 'command', label: 'Command', initial: '!calc' }],
  source(values) {
    const number = '(-?[0-9]{1,9})';
    const pattern = `\\s*${exactly(values.texts['command']!.trim())}\\s+${number}\\s*([-+*/])\\s*${number}\\s*`;
    return frame(
      'recv',
      this.does,
      ['StringUtils'],
      `			answer.action = "forward"
			match@StringUtils( message.messageBody { regex = ${literal(pattern)} } )( found )
			if( found ) {
				a = long( found.group[1] )
				b = long( found.group[3] )
				sign = found.group[2]
				if( sign == "+" ) {
					said = string( a + b )
				} else if( sign == "-" ) {
					said = string( a - b )
				} else if( sign == "*" ) {
					said = string( a * b )
				} else if( b == 0L ) {
					said = "Nothing can be divided by zero."
				} else {
					said = string( a / b )
				}
				answer.reply << { to = message.senderID, message = said }
			}`,
    );
  },
  examples: [
    { says: 'to multiply', message: '!calc 6 * 7', becomes: { writes: ['42'] } },
    { says: 'to subtract', message: '!calc 5-8', becomes: { writes: ['-3'] } },
    {
      says: 'to divide by zero',
      message: '!calc 1 / 0',
      becomes: { writes: ['Nothing can be divided by zero.'] },
    },
    { says: 'for something else', message: '!calc dinner', becomes: {} },
  ],
};

const wordCounter: Recipe = {
  id: 'word-counter',
  target: 'recv',
  name: 'Word counter',
  does: 'Counts the words and characters of a text that somebody sends with a command.',
  fields: [{ kind: 'text', name: 'command', label: 'Command', initial: '!count' }],
  source(values) {
    const pattern = `(?s)\\s*${exactly(values.texts['command']!.trim())}\\s+(.*\\S)\\s*`;
    return frame(
      'recv',
      this.does,
      ['StringUtils'],
      `			answer.action = "forward"
			match@StringUtils( message.messageBody { regex = ${literal(pattern)} } )( found )
			if( found ) {
				text = found.group[1]
				split@StringUtils( text { regex = "\\\\s+" } )( words )
				length@StringUtils( text )( characters )
				answer.reply << {
					to = message.senderID
					message = #words.result + " words, " + characters + " characters"
				}
			}`,
    );
  },
  examples: [
    { says: 'with a text', message: '!count to be or not', becomes: { writes: ['4 words, 12 characters'] } },
    { says: 'without one', message: '!count', becomes: {} },
  ],
};

const thanks: Recipe = {
  id: 'thanks',
  target: 'recv',
  name: 'You are welcome',
  does: 'Answers whoever thanks you.',
  fields: [
    { kind: 'list', name: 'words', label: 'Words of thanks', initial: ['thank you', 'thanks', 'cheers'] },
    { kind: 'text', name: 'text', label: 'Your answer', initial: 'You are welcome! 🙂' },
  ],
  source(values) {
    const words = listed(values, 'words').map((word) => word.toLowerCase());
    return frame(
      'recv',
      this.does,
      ['StringUtils'],
      `			answer.action = "forward"
			toLowerCase@StringUtils( message.messageBody )( text )
${items('word', words, '\t\t\t')}
			isThanks = false
			for( w in word ) {
				contains@StringUtils( text { substring = w } )( isThere )
				isThanks = isThanks || isThere
			}
			if( isThanks ) {
				answer.reply << { to = message.senderID, message = ${literal(values.texts['text']!)} }
			}`,
    );
  },
  examples: [
    { says: 'with thanks', message: 'Thank you so much', becomes: { writes: ['You are welcome! 🙂'] } },
    { says: 'with anything else', message: 'See you', becomes: {} },
  ],
};

/** Recipes that answer. */
export const answering: readonly Recipe[] = [
  outOfOffice,
  keywordRouter,
  commandBot,
  arithmetic,
  wordCounter,
  thanks,
];
