import fc from 'fast-check';
import { printModule } from '../print';
import { arbitraryModule } from './arbitrary-modules';
import { libraryCalls } from './library-calls';
import type { Random } from '../run/random';

/** What a source is made from: programs that are right, to be spoilt. */
export type Corpus = readonly string[];

const below = (random: Random, limit: number): number => Math.floor(random.double() * limit);
const pick = <T>(random: Random, from: readonly T[]): T => from[below(random, from.length)]!;
const many = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make);

const vocabulary = (
  'main init define service embed as in from import include console type interface inputPort outputPort location ' +
  'protocol interfaces RequestResponse OneWay throws aggregates redirects courier execution concurrent cset scope ' +
  'install throw comp cH this default if else while for foreach spawn over provide until synchronized linkIn linkOut ' +
  'undef with new global csets is_defined is_int int string double long bool void any raw instanceof true false exit ' +
  'nullProcess forward println Console x y T op@P { } ( ) [ ] . , ; : = == != < > <= >= << <<- -> + - * / % ++ -- += ' +
  '&& || ! | # ^ ? @ => "text" "" 0 1 -1 2147483647 9L 1.5 1e9 // /* */ \n'
).split(' ');

/** What opens, what closes, and where such things stand. */
const nestings: readonly (readonly [string, string, string, string])[] = [
  ['main { x = ', '(', ')', ' }'],
  ['main { ', '{', '}', ' }'],
  ['main { x = ', '!', '', '1 }'],
  ['main { ', 'a.(', ')', ' = 1 }'],
  ['main { ', 'a[', ']', ' = 1 }'],
  ['type T: void ', '{ a: void ', '}', '\nmain { nullProcess }'],
  ['type T: ', 'int | ', '', 'int\nmain { x = 1 instanceof T }'],
  ['main { x << ', '{ a << 1 ', '}', ' }'],
  ['main { ', 'if( true ) ', '', 'x = 1 }'],
  ['main { ', 'scope( s ) { ', '}', ' }'],
  ['main { ', 'install( F => ', ')', ' }'],
  ['main { x = ', 'if( 1 ) ', ' else 1', ' }'],
  ['main { x = ', 'string( ', ')', ' }'],
  ['main { x', '.a', '', ' = 1 }'],
  ['main { x = 1', ' + 1', '', ' }'],
  ['main { x = 1', ' && x', '', ' }'],
  ['main { x = 1', '\nx = x + 1', '', ' }'],
  ['main { x = 1', ' | x = 1', '', ' }'],
  ['', 'service S { main { nullProcess } }\n', '', ''],
  ['main { x = "', '\\n', '', '" }'],
  ['', '@', '', ''],
  ['', '/*', '*/', ''],
];

/** Kinds of sources, from noise to programs; each by a seed alone. */
export const kinds: Readonly<Record<string, (random: Random, corpus: Corpus) => string>> = {
  bytes: (random) => String.fromCharCode(...many(below(random, 2_000), () => below(random, 256))),
  characters: (random) => String.fromCharCode(...many(below(random, 2_000), () => below(random, 65_536))),
  tokens: (random) => {
    const tokens = many(below(random, 400), () => pick(random, vocabulary)).join(' ');
    return random.double() < 0.5 ? tokens : `main { ${tokens} }`;
  },
  nested: (random) => {
    const [before, open, close, after] = pick(random, nestings);
    const depth = 1 + below(random, pick(random, [40, 400, 30_000]));
    const closed = pick(random, [depth, depth - 1, 0]);
    return `${before}${open.repeat(depth)}${random.double() < 0.5 ? '1' : ''}${close.repeat(closed)}${after}`;
  },
  spoilt: (random, corpus) =>
    many(1 + below(random, 6), () => below(random, 6)).reduce(
      (text, how) => spoil(text, how, random, corpus),
      pick(random, corpus),
    ),
  varied: (random, corpus) => {
    const words = pick(random, corpus).split(/("(?:[^"\\]|\\.)*"|\b)/);
    return many(1 + below(random, 4), () => below(random, words.length))
      .reduce((all, at) => spliced(all, at, 1, likeness(all[at]!, random, all)), words)
      .join('');
  },
  trees: (random) => {
    const [module] = fc.sample(arbitraryModule, { seed: random.bits() | 0, numRuns: 1 });
    return printModule(module!);
  },
  library: (random) => libraryCalls(random),
};

/** Another word of a program, of the same class: what comes of it mostly compiles. */
function likeness(word: string, random: Random, words: readonly string[]): string {
  const shape = [/^"/, /^\d+$/, /^[a-z]\w*$/].find((each) => each.test(word));
  if (shape === undefined) return word;
  if (shape.test('0') && random.double() < 0.5) return pick(random, ['0', '-1', '2147483647', '9L', '1.5']);
  return pick(
    random,
    words.filter((each) => shape.test(each)),
  );
}

/** A list with some of it replaced. */
function spliced<T>(list: readonly T[], at: number, gone: number, ...come: T[]): T[] {
  return [...list.slice(0, at), ...come, ...list.slice(at + gone)];
}

/** One change of a program: a word gone, doubled, exchanged, taken from another, or a character turned. */
function spoil(text: string, how: number, random: Random, corpus: Corpus): string {
  const words = text.split(/(\b|(?=[^\w\s]))/);
  const at = below(random, words.length);
  switch (how) {
    case 0:
      return spliced(words, at, 1 + below(random, 5)).join('');
    case 1:
      return spliced(words, at, 0, ...words.slice(at, at + 1 + below(random, 40))).join('');
    case 2:
      return spliced(words, at, 1, words[below(random, words.length)]!).join('');
    case 3: {
      const other = pick(random, corpus).split(/(\b|(?=[^\w\s]))/);
      const from = below(random, other.length);
      return spliced(words, at, below(random, 20), ...other.slice(from, from + below(random, 40))).join('');
    }
    case 4:
      return spliced(words, at, 1, pick(random, vocabulary)).join('');
    default: {
      const place = below(random, text.length);
      return text.slice(0, place) + String.fromCharCode(below(random, 256)) + text.slice(place + 1);
    }
  }
}
