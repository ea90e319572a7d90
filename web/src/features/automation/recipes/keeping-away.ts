import { frame } from './frame';
import { items, literal } from './literals';
import { listed, minutesOf, type Recipe } from './recipe';

const allowList: Recipe = {
  id: 'allow-list',
  target: 'recv',
  name: 'Allow list',
  does: 'Lets only the people through whom you choose; messages of others do not reach you.',
  fields: [{ kind: 'people', name: 'people', label: 'People who reach you' }],
  source(values) {
    const people = values.people['people'] ?? [];
    return frame(
      'recv',
      this.does,
      [],
      `			// The people, by their numbers.
${people.map((id, i) => `			allowed[${i}] = ${id}`).join('\n')}
			answer.action = "drop"
			for( id in allowed ) {
				if( message.senderID == id ) {
					answer.action = "forward"
				}
			}`,
    );
  },
  examples: [
    { says: 'of anybody else', message: 'Hello', people: { people: [5, 7] }, becomes: { dropped: true } },
    { says: 'of somebody you chose', message: 'Hello', from: 7, people: { people: [5, 7] }, becomes: {} },
  ],
};

const mutedWords: Recipe = {
  id: 'muted-words',
  target: 'recv',
  name: 'Muted words',
  does: 'Keeps messages from you that say certain words.',
  fields: [{ kind: 'list', name: 'words', label: 'Words', initial: ['lottery', 'crypto', 'limited offer'] }],
  source(values) {
    const words = listed(values, 'words').map((word) => word.toLowerCase());
    return frame(
      'recv',
      this.does,
      ['StringUtils'],
      `			answer.action = "forward"
			toLowerCase@StringUtils( message.messageBody )( text )
${items('word', words, '\t\t\t')}
			for( w in word ) {
				contains@StringUtils( text { substring = w } )( isThere )
				if( isThere ) {
					answer.action = "drop"
				}
			}`,
    );
  },
  examples: [
    { says: 'with such a word', message: 'You won the LOTTERY', becomes: { dropped: true } },
    { says: 'without one', message: 'Dinner at eight?', becomes: {} },
  ],
};

const quietHours: Recipe = {
  id: 'quiet-hours',
  target: 'recv',
  name: 'Quiet hours',
  does: 'Keeps messages from you at night, in your time zone, and says so to whoever writes.',
  fields: [
    { kind: 'time', name: 'from', label: 'Quiet from', initial: '22:00' },
    { kind: 'time', name: 'to', label: 'Quiet until', initial: '07:00' },
    {
      kind: 'text',
      name: 'text',
      label: 'Your answer',
      initial: 'It is night here, and this message was not delivered. Please write again in the morning.',
    },
  ],
  source(values) {
    const [from, to] = [minutesOf(values, 'from'), minutesOf(values, 'to')];
    return frame(
      'recv',
      this.does,
      ['OwnTime'],
      `			now@OwnTime()( t )
			minute = t.hour * 60 + t.minute
			if( minute >= ${from} ${from <= to ? '&&' : '||'} minute < ${to} ) {
				answer.action = "drop"
				answer.reply << { to = message.senderID, message = ${literal(values.texts['text']!)} }
			} else {
				answer.action = "forward"
			}`,
    );
  },
  examples: [
    {
      says: 'at night',
      message: 'Are you awake?',
      at: '2027-03-03T23:30:00Z',
      becomes: {
        dropped: true,
        writes: ['It is night here, and this message was not delivered. Please write again in the morning.'],
      },
    },
    { says: 'before dawn', message: 'Early bird', at: '2027-03-03T07:00:00Z', becomes: {} },
    { says: 'by day', message: 'Lunch?', becomes: {} },
  ],
};

/** Recipes that keep messages from their owner. */
export const keepingAway: readonly Recipe[] = [allowList, mutedWords, quietHours];
