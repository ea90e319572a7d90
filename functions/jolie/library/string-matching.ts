import { chargeCompiling, compileRegex, Matches, replace, split, type Match, type Regex } from '../regex';
import type { NativeContext } from '../run/native';
import { flat, toInt, toText, Value, type Vector } from '../values';
import { direct, reading, readingTexts } from './direct';
import { TextBuilder } from './text-builder';

/** The operations of `string_utils` that take a regular expression, of Java's dialect. */
export const directMatching = direct({
  match: readingTexts(['regex'], (context, text, pattern) => single(pattern, text, context, 'matches')),
  find: readingTexts(['regex'], (context, text, pattern) => single(pattern, text, context, 'find')),
  findAll: readingTexts(['regex'], (context, text, pattern) => {
    const { meter } = context;
    const regex = regexOf(pattern, context);
    const answer = new Value(0);
    answer.vectorMade('group', meter);
    const matches = new Matches(regex, text, meter);
    while (matches.advance()) {
      answer.basic = 1;
      addGroups(answer, matches.match, context);
    }
    return answer;
  }),
  replaceAll: readingTexts(['regex', 'replacement'], (context, text, pattern, replacement) =>
    replaced(pattern, text, replacement, true, context),
  ),
  replaceFirst: readingTexts(['regex', 'replacement'], (context, text, pattern, replacement) =>
    replaced(pattern, text, replacement, false, context),
  ),
  split: reading(['regex', 'limit'], (context, text, pattern, limit) => {
    const { meter } = context;
    const regex = regexOf(toText(pattern), context);
    const answer = new Value();
    let result: Vector | null = null;
    for (const piece of split(regex, toText(text), toInt(limit), meter)) {
      meter.charge(1);
      result ??= answer.vectorMade('result', meter);
      result.append(flat(piece), meter);
    }
    return answer;
  }),
});

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
function single(pattern: string, text: string, context: NativeContext, how: 'matches' | 'find'): Value {
  const regex = regexOf(pattern, context);
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
