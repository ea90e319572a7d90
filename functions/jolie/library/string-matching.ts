import { chargeCompiling, compileRegex, Matches, replace, split, type Match, type Regex } from '../regex';
import type { NativeContext } from '../run/native';
import { gasOfBytes, type Meter } from '../run/meter';
import { Children, flat, sizes, spread, toInt, toText, Value, Vector, type Basic } from '../values';
import { reading } from './direct';
import { TextBuilder } from './text-builder';

/** The operations of `string_utils` that take a regular expression, of Java's dialect. */
export const directMatching = {
  match: reading(['regex'], (context, own, pattern) => single(pattern, own, context, 'matches')),
  find: reading(['regex'], (context, own, pattern) => single(pattern, own, context, 'find')),
  findAll: reading(['regex'], (context, own, pattern) => {
    const { meter } = context;
    const regex = regexOf(toText(pattern), context);
    const answer = new Value(0);
    answer.vectorMade('group', meter);
    const matches = new Matches(regex, toText(own), meter);
    while (matches.advance()) {
      answer.basic = 1;
      addGroups(answer, matches.match, context);
    }
    return answer;
  }),
  replaceAll: reading(['regex', 'replacement'], (context, own, pattern, replacement) =>
    replaced(toText(pattern), toText(own), toText(replacement), true, context),
  ),
  replaceFirst: reading(['regex', 'replacement'], (context, own, pattern, replacement) =>
    replaced(toText(pattern), toText(own), toText(replacement), false, context),
  ),
  split: reading(['regex', 'limit'], (context, own, pattern, limit) => {
    const { meter } = context;
    const regex = regexOf(toText(pattern), context);
    return piecesIn(split(regex, toText(own), toInt(limit), meter), meter);
  }),
};

const resultHash = spread('result');

/** The pieces as `result`: paid for in one where that can be, and then the list of them becomes that of their nodes. */
function piecesIn(pieces: string[], meter: Meter): Value {
  const answer = new Value();
  if (pieces.length === 0) return answer;
  const table = sizes.vector + sizes.child + 'result'.length * sizes.character;
  let gas = gasOfBytes(sizes.children) + gasOfBytes(table);
  let bytes = sizes.children + table;
  for (const { length } of pieces) {
    const text = length * sizes.character;
    gas += 1 + gasOfBytes(sizes.value) + gasOfBytes(text);
    bytes += sizes.value + text;
  }
  if (meter.prepaid(gas, bytes)) {
    const nodes: (string | Value)[] = pieces;
    for (let i = 0; i < nodes.length; i++) nodes[i] = new Value(flat(pieces[i]!));
    answer.children = new Children();
    answer.children.set('result', new Vector(nodes as Value[]), resultHash);
    return answer;
  }
  for (const piece of pieces) {
    meter.charge(1);
    answer.append('result', flat(piece), meter);
  }
  return answer;
}

/** Patterns that were compiled in a run, the latest: so few that a list is quicker than a table. */
const compiledPatterns = (): { readonly pattern: string; readonly regex: Regex }[] => [];
const keptPatterns = 16;

function regexOf(pattern: string, context: NativeContext): Regex {
  const kept = context.held(compiledPatterns);
  for (const each of kept) {
    if (each.pattern !== pattern) continue;
    context.meter.charge(1 + (pattern.length >> 6));
    return each.regex;
  }
  const regex = compiledBefore(pattern, context) ?? compiledNow(pattern, context);
  if (kept.length >= keptPatterns) kept.length = 0;
  kept.push({ pattern, regex });
  return regex;
}

/** Short patterns that runs of a program have compiled, with what that is charged for. */
const programPatterns = (): Map<string, { readonly regex: Regex; readonly parts: number }> => new Map();
/** Parts that such a pattern may have: what is kept from run to run is charged to none. */
const mostKeptParts = 64;

function compiledBefore(pattern: string, context: NativeContext): Regex | null {
  const known = context.program.get(programPatterns).get(pattern);
  if (known === undefined) return null;
  chargeCompiling(pattern, known.parts, context.meter);
  return known.regex;
}

function compiledNow(pattern: string, context: NativeContext): Regex {
  const compiled = compileRegex(pattern, context.meter);
  if (!compiled.ok) throw context.exception('PatternSyntaxException', explained(compiled, pattern));
  const { regex, parts } = compiled;
  const kept = context.program.get(programPatterns);
  if (parts <= mostKeptParts && kept.size < keptPatterns) kept.set(pattern, { regex, parts });
  return regex;
}

/** As Java says it: what is wrong and where, the pattern, and a mark below the place. */
function explained({ error, index }: { error: string; index: number }, pattern: string): string {
  if (index < 0) return `${error}\n${pattern.slice(0, 512)}`;
  const said = `${error} near index ${index}\n${pattern}`;
  return index < pattern.length ? `${said}\n${pattern.slice(0, index).replace(/[^\t]/g, ' ')}^` : said;
}

/** One match: 1 or 0, with the groups only when the expression has any. */
function single(pattern: Basic, own: Basic, context: NativeContext, how: 'matches' | 'find'): Value {
  const regex = regexOf(toText(pattern), context);
  const text = toText(own);
  const match = how === 'find' ? regex.find(text, 0, context.meter) : regex.matches(text, context.meter);
  const answer = new Value(match === null ? 0 : 1);
  if (match !== null && regex.groupCount > 0) addGroups(answer, match, context);
  return answer;
}

/** The whole match and its groups; one that took no part is the empty text. */
function addGroups(answer: Value, { groups }: Match, { meter }: NativeContext): void {
  for (const group of groups) {
    meter.charge(1);
    answer.append('group', flat(group ?? ''), meter);
  }
}

function replaced(
  pattern: string,
  text: string,
  replacement: string,
  all: boolean,
  context: NativeContext,
): string {
  const regex = regexOf(pattern, context);
  const built = new TextBuilder(context.meter);
  const result = replace(regex, text, replacement, all, context.meter, built);
  if (!result.ok) throw context.exception(result.exception, result.message);
  return built.toString();
}
