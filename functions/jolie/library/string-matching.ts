import { chargeCompiling, compileRegex, Matches, replace, split, type Match, type Regex } from '../regex';
import type { NativeContext } from '../run/native';
import { flat, Value } from '../values';
import { childInt, childText, operations, textOf } from './operations';
import { TextBuilder } from './text-builder';

/** The operations of `string_utils` that take a regular expression, of Java's dialect. */
export const stringMatching = operations({
  match: (request, context) => single(regexOf(request, context), request, context, 'matches'),
  find: (request, context) => single(regexOf(request, context), request, context, 'find'),
  findAll(request, context) {
    const { meter } = context;
    const regex = regexOf(request, context);
    const answer = new Value(0);
    answer.vectorMade('group', meter);
    const matches = new Matches(regex, textOf(request), meter);
    for (let match = matches.next(); match !== null; match = matches.next()) {
      answer.basic = 1;
      addGroups(answer, match, context);
    }
    return answer;
  },
  replaceAll: (request, context) => replaced(request, true, context),
  replaceFirst: (request, context) => replaced(request, false, context),
  split(request, context) {
    const regex = regexOf(request, context);
    const answer = new Value();
    for (const piece of split(regex, textOf(request), childInt(request, 'limit'), context.meter)) {
      context.meter.charge(1);
      answer.append('result', flat(piece), context.meter);
    }
    return answer;
  },
});

/** Patterns that were compiled in a run, the latest. */
const compiledPatterns = (): Map<string, Regex> => new Map();
const keptPatterns = 16;

function regexOf(request: Value, context: NativeContext): Regex {
  const pattern = childText(request, 'regex');
  const kept = context.held(compiledPatterns);
  const known = kept.get(pattern);
  if (known !== undefined) {
    context.meter.charge(1 + (pattern.length >> 6));
    return known;
  }
  const regex = compiledBefore(pattern, context) ?? compiledNow(pattern, context);
  if (kept.size >= keptPatterns) kept.clear();
  kept.set(pattern, regex);
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
function single(regex: Regex, request: Value, context: NativeContext, how: 'matches' | 'find'): Value {
  const text = textOf(request);
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

function replaced(request: Value, all: boolean, context: NativeContext): string {
  const regex = regexOf(request, context);
  const text = new TextBuilder(context.meter);
  const replacement = childText(request, 'replacement');
  const result = replace(regex, textOf(request), replacement, all, context.meter, text.append);
  if (!result.ok) throw context.exception(result.exception, result.message);
  return text.toString();
}
