import type { Random } from '../simulation/random';

const edges = ['', '0', '-1', '1e309', '9007199254740993', '2147483648', 'null', 'true', '[]', '{}', '"'];
const odd = ['\0', '\ud800', '\u0301', '\u202e', '\ufeff', '\u2028', '😀', '\\u0000', '\\', '\n', '\t'];

const below = (random: Random, limit: number) => Math.floor(random() * limit);
const oneOf = <T>(random: Random, all: readonly T[]): T => all[below(random, all.length)]!;

type Mutation = (text: string, random: Random, words: readonly string[], other: string) => string;

const pieceOf = (text: string, random: Random) => {
  const from = below(random, text.length + 1);
  return { from, to: Math.min(text.length, from + 1 + below(random, 1 + Math.min(64, text.length))) };
};
const put = (text: string, at: number, piece: string) => text.slice(0, at) + piece + text.slice(at);

const mutations: readonly Mutation[] = [
  (text, random) => {
    const { from, to } = pieceOf(text, random);
    return text.slice(0, from) + text.slice(to);
  },
  (text, random) => {
    const { from, to } = pieceOf(text, random);
    return put(text, below(random, text.length + 1), text.slice(from, to).repeat(1 + below(random, 8)));
  },
  (text, random, words) => put(text, below(random, text.length + 1), oneOf(random, words)),
  (text, random, words) => {
    const { from, to } = pieceOf(text, random);
    return text.slice(0, from) + oneOf(random, [...words, ...edges]) + text.slice(to);
  },
  (text, random) => put(text, below(random, text.length + 1), oneOf(random, [...edges, ...odd])),
  (text, random, _words, other) => {
    const { from, to } = pieceOf(other, random);
    return put(text, below(random, text.length + 1), other.slice(from, to));
  },
  (text, random, _words, other) =>
    text.slice(0, below(random, text.length + 1)) + other.slice(below(random, other.length + 1)),
  (text, random) => {
    // A number becomes another one.
    const numbers = [...text.matchAll(/\d+/g)];
    if (numbers.length === 0) return text;
    const { index, 0: number } = oneOf(random, numbers);
    const by = oneOf(random, ['0', '1', `-${number}`, `${number}0`, '2147483647', '9007199254740992']);
    return text.slice(0, index) + by + text.slice(index + number.length);
  },
  (text, random, words) => json(text, (value) => changed(value, random, words)),
  (text, random, words) => json(text, (value) => changed(value, random, words)),
];

/** A text made of one that is there, and now and then of another one: by one change or a few. */
export function mutated(random: Random, corpus: readonly string[], words: readonly string[]): string {
  let text = oneOf(random, corpus);
  for (let left = 1 + below(random, 4); left > 0; left--) {
    text = oneOf(random, mutations)(text, random, words, oneOf(random, corpus));
  }
  return text.slice(0, 100_000);
}

/** The text with a change of what it says as JSON; as it is, when it is none. */
function json(text: string, change: (value: unknown) => unknown): string {
  try {
    return JSON.stringify(change(JSON.parse(text)));
  } catch {
    return text;
  }
}

/** A value with a change somewhere in it: a field less, a field more, or another value. */
function changed(value: unknown, random: Random, words: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || random() < 0.15) return other(random, words);
  const entries = Object.entries(value);
  if (Array.isArray(value) && random() < 0.2) return [...value, ...value, other(random, words)];
  const at = below(random, entries.length + 1);
  const entry = entries[at];
  if (entry === undefined)
    return Object.fromEntries([...entries, [oneOf(random, words), other(random, words)]]);
  if (random() < 0.2) return Object.fromEntries(entries.filter((_, i) => i !== at));
  const by = changed(entry[1], random, words);
  if (Array.isArray(value)) return value.map((each: unknown, i) => (i === at ? by : each));
  return Object.fromEntries(entries.map(([name, each], i) => [name, i === at ? by : each]));
}

const other = (random: Random, words: readonly string[]): unknown =>
  oneOf<() => unknown>(random, [
    () => null,
    () => random() < 0.5,
    () => oneOf(random, [0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 1e300, -1e300]),
    () => oneOf(random, words),
    () => oneOf(random, odd).repeat(1 + below(random, 300)),
    () => [],
    () => ({}),
    () => [oneOf(random, words), below(random, 9)],
    () => ({ [oneOf(random, words)]: below(random, 9) }),
  ])();
