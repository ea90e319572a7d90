import { compileRegex, findAll, replace, split, type Match, type Regex } from '../regex';
import type { NativeContext } from '../run/native';
import { Value } from '../values';
import { childInt, childText, operations, textOf } from './operations';

/** The operations of `string_utils` that take a regular expression, of Java's dialect. */
export const stringMatching = operations({
  match: (request, context) => single(regexOf(request, context), request, context, 'matches'),
  find: (request, context) => single(regexOf(request, context), request, context, 'find'),
  findAll(request, context) {
    const { meter } = context;
    const regex = regexOf(request, context);
    const answer = new Value(0);
    answer.vectorMade('group', meter);
    for (const match of findAll(regex, textOf(request), meter)) {
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
      answer.append('result', piece, context.meter);
    }
    return answer;
  },
});

function regexOf(request: Value, context: NativeContext): Regex {
  const pattern = childText(request, 'regex');
  const compiled = compileRegex(pattern, context.meter);
  if (compiled.ok) return compiled.regex;
  const where = `${compiled.error} near index ${compiled.index}`;
  throw context.exception('PatternSyntaxException', `${where}\n${pattern.slice(0, 512)}`);
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
    answer.append('group', group ?? '', meter);
  }
}

function replaced(request: Value, all: boolean, context: NativeContext): string {
  const regex = regexOf(request, context);
  const result = replace(regex, textOf(request), childText(request, 'replacement'), all, context.meter);
  if (!result.ok) throw context.exception(result.exception, result.message);
  return result.text;
}
