import { frame } from './frame';
import { exactly, literal, replacement } from './literals';
import { listed, tabled, type Recipe } from './recipe';

/** A word on its own, in capitals or not. */
const wholeWord = (word: string) => `(?iu)(?<![\\p{L}\\p{N}])${exactly(word)}(?![\\p{L}\\p{N}])`;

const signature: Recipe = {
  id: 'signature',
  target: 'send',
  name: 'Signature',
  does: 'Ends each message of yours with a signature.',
  fields: [{ kind: 'text', name: 'text', label: 'Signature', initial: '— Ada, Harbour Office' }],
  source(values) {
    return frame(
      'send',
      this.does,
      [],
      `			answer.messageBody = message.messageBody + "\\n\\n" + ${literal(values.texts['text']!)}`,
    );
  },
  examples: [
    {
      says: 'you send',
      message: 'The boat is in.',
      becomes: { text: 'The boat is in.\n\n— Ada, Harbour Office' },
    },
  ],
};

const translator: Recipe = {
  id: 'translator',
  target: 'send',
  name: 'Translator by table',
  does: 'Writes words of yours as others of a table, where they stand alone.',
  fields: [
    {
      kind: 'table',
      name: 'rows',
      label: 'Words',
      columns: ['You write', 'They read'],
      initial: [
        ['brb', 'be right back'],
        ['omw', 'on my way'],
        [':wave:', '👋'],
      ],
    },
  ],
  source(values) {
    const rows = tabled(values, 'rows').map(
      ([from, to]) => `			replaceAll@StringUtils( text {
				regex = ${literal(wholeWord(from))}
				replacement = ${literal(replacement(to))}
			} )( text )`,
    );
    return frame(
      'send',
      this.does,
      ['StringUtils'],
      `			text = message.messageBody
${rows.join('\n')}
			answer.messageBody = text`,
    );
  },
  examples: [
    {
      says: 'with such words',
      message: 'OMW, brb :wave:',
      becomes: { text: 'on my way, be right back 👋' },
    },
    { says: 'with longer ones', message: 'The brbs', becomes: { text: 'The brbs' } },
  ],
};

const maskedWords: Recipe = {
  id: 'masked-words',
  target: 'send',
  name: 'Mask strong words',
  does: 'Writes stars in place of words that you would rather not have sent.',
  fields: [{ kind: 'list', name: 'words', label: 'Words', initial: ['damn', 'blast', 'bloody'] }],
  source(values) {
    const rows = listed(values, 'words').map(
      (word) => `			replaceAll@StringUtils( text {
				regex = ${literal(wholeWord(word))}
				replacement = "${'*'.repeat(Math.min(12, [...word].length))}"
			} )( text )`,
    );
    return frame(
      'send',
      this.does,
      ['StringUtils'],
      `			text = message.messageBody
${rows.join('\n')}
			answer.messageBody = text`,
    );
  },
  examples: [
    { says: 'with such a word', message: 'Damn, the bus!', becomes: { text: '****, the bus!' } },
    { says: 'with one inside another', message: 'A sandblaster', becomes: { text: 'A sandblaster' } },
  ],
};

const calm: Recipe = {
  id: 'calm',
  target: 'send',
  name: 'No shouting',
  does: 'Writes messages that are all capitals in small letters.',
  fields: [
    {
      kind: 'text',
      name: 'mark',
      label: 'What is put behind them',
      hint: 'So that others see that it was meant with force.',
      initial: '(calmed down)',
    },
  ],
  source(values) {
    return frame(
      'send',
      this.does,
      ['StringUtils'],
      `			text = message.messageBody
			// Ten letters or more, and none of them small.
			match@StringUtils( text { regex = "(?s)(?:[^\\\\p{L}]*\\\\p{Lu}){10}[^\\\\p{Ll}]*" } )( isShouted )
			if( isShouted ) {
				toLowerCase@StringUtils( text )( text )
				text = text + " " + ${literal(values.texts['mark']!)}
			}
			answer.messageBody = text`,
    );
  },
  examples: [
    {
      says: 'shouted',
      message: 'WHERE IS EVERYBODY?!',
      becomes: { text: 'where is everybody?! (calmed down)' },
    },
    { says: 'with a short name', message: 'NASA', becomes: { text: 'NASA' } },
  ],
};

const linkStripper: Recipe = {
  id: 'link-stripper',
  target: 'send',
  name: 'Link stripper',
  does: 'Cuts what follows the question mark off the links that you send: it often says who you are.',
  fields: [{ kind: 'text', name: 'mark', label: 'What stands there instead', initial: '?…' }],
  source(values) {
    return frame(
      'send',
      this.does,
      ['StringUtils'],
      `			replaceAll@StringUtils( message.messageBody {
				regex = "(https?://[^\\\\s?#]+)\\\\?[^\\\\s#]*"
				replacement = "$1" + ${literal(replacement(values.texts['mark']!))}
			} )( answer.messageBody )`,
    );
  },
  examples: [
    {
      says: 'with a long link',
      message: 'See https://example.org/tea?utm=42&who=me now',
      becomes: { text: 'See https://example.org/tea?… now' },
    },
    {
      says: 'with a plain one',
      message: 'https://example.org/tea',
      becomes: { text: 'https://example.org/tea' },
    },
  ],
};

const colleague: Recipe = {
  id: 'colleague',
  target: 'send',
  name: 'Note for a colleague',
  does: 'Writes to a colleague on their own, too, when they are on a message with a certain word.',
  fields: [
    { kind: 'people', name: 'people', label: 'Colleagues' },
    { kind: 'text', name: 'word', label: 'When the message says', initial: 'urgent' },
    { kind: 'text', name: 'text', label: 'Note', initial: 'Please look at this first:' },
  ],
  source(values) {
    const people = values.people['people'] ?? [];
    return frame(
      'send',
      this.does,
      ['StringUtils'],
      `			// The colleagues, by their numbers.
${people.map((id, i) => `			colleague[${i}] = ${id}`).join('\n')}
			toLowerCase@StringUtils( message.messageBody )( text )
			contains@StringUtils( text { substring = ${literal(values.texts['word']!.trim().toLowerCase())} } )( isMeant )
			answer.messageBody = message.messageBody
			for( id in colleague ) {
				for( recipient in message.recipientIDs ) {
					if( isMeant && recipient == id ) {
						answer.also[#answer.also] << {
							to = id
							message = ${literal(values.texts['text']!)} + " " + message.messageBody
						}
					}
				}
			}`,
    );
  },
  examples: [
    {
      says: 'with the word, to the colleague',
      message: 'Urgent: the lift is stuck',
      people: { people: [3] },
      becomes: {
        text: 'Urgent: the lift is stuck',
        writes: ['Please look at this first: Urgent: the lift is stuck'],
      },
    },
    {
      says: 'to others',
      message: 'Urgent: cake',
      people: { people: [9] },
      becomes: { text: 'Urgent: cake' },
    },
  ],
};

/** Recipes that change what their owner sends. */
export const rewriting: readonly Recipe[] = [
  signature,
  translator,
  maskedWords,
  calm,
  linkStripper,
  colleague,
];
