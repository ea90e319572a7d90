import { Matcher, type RegexMeter } from './matcher';
import { parsePattern, PatternError } from './parse';
import { compileNode, type SubProgram } from './program';

export type { RegexMeter } from './matcher';

/** UTF-16 units that a pattern may have. */
export const longestPattern = 1024;

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The whole at 0; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** A compiled regular expression of Java 17's dialect. Immutable. */
export class Regex {
  constructor(
    private readonly program: SubProgram,
    readonly groupCount: number,
    readonly names: ReadonlyMap<string, number>,
    private readonly remembers: boolean,
  ) {}

  /** The first match at or after `from`: linear in the input, whatever the pattern (but with back-references). */
  find(input: string, from: number, meter: RegexMeter): Match | null {
    return meter.making(() => this.#find(input, from, meter));
  }

  #find(input: string, from: number, meter: RegexMeter): Match | null {
    const matcher = new Matcher(this.program, input, from, meter, this.remembers);
    const slots = this.#slots();
    const first = this.program.instructions[0]!;
    for (let start = from; start <= input.length; start++) {
      // Most starts fail at the first character: do not set up a match for them.
      if (first.op === 'set' && !(start < input.length && first.set(input.codePointAt(start)!))) {
        if ((start & 15) === 0) meter.charge(1);
        continue;
      }
      const end = matcher.matchAt(start, slots);
      if (end >= 0) return this.#match(input, start, end, slots);
    }
    return null;
  }

  /** The match of the whole input, or null. */
  matches(input: string, meter: RegexMeter): Match | null {
    const slots = this.#slots();
    const matcher = new Matcher(this.program, input, 0, meter, this.remembers);
    const end = meter.making(() => matcher.matchAt(0, slots, input.length));
    return end < 0 ? null : this.#match(input, 0, end, slots);
  }

  #slots(): Int32Array {
    return new Int32Array((this.groupCount + 1) * 2).fill(-1);
  }

  #match(input: string, start: number, end: number, slots: Int32Array): Match {
    const groups: (string | undefined)[] = [input.slice(start, end)];
    for (let i = 1; i <= this.groupCount; i++) {
      const [from, to] = [slots[i * 2]!, slots[i * 2 + 1]!];
      groups.push(from < 0 || to < 0 ? undefined : input.slice(from, to));
    }
    return { start, end, groups };
  }
}

export type CompiledRegex =
  | { readonly ok: true; readonly regex: Regex }
  | { readonly ok: false; readonly error: string; readonly index: number };

/** Compiles a pattern; one that Java refuses, or that is over the limits, is a value that says why and where. */
export function compileRegex(pattern: string, meter: RegexMeter): CompiledRegex {
  if (pattern.length > longestPattern) {
    return { ok: false, error: `Pattern longer than ${longestPattern} characters`, index: longestPattern };
  }
  try {
    meter.charge(pattern.length >> 2);
    const { node, groupCount, names } = parsePattern(pattern);
    const { unmemoised, ...program } = compileNode(node, (count) => {
      meter.charge(count);
      meter.allocate(count * 64);
    });
    return { ok: true, regex: new Regex(program, groupCount, names, !unmemoised) };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, error: error.message, index: error.index };
    throw error;
  }
}

/** All matches, one after the other, as Java's `Matcher.find` gives them. */
export function* findAll(regex: Regex, input: string, meter: RegexMeter): Generator<Match> {
  let from = 0;
  while (from <= input.length) {
    const match = regex.find(input, from, meter);
    if (match === null) return;
    yield match;
    from = match.end === match.start ? match.end + 1 : match.end;
  }
}

/** A text, or the Java exception that its making would have thrown. */
export type Replaced =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly exception: string; readonly message: string };

/** Replaces matches, all or the first, by Java's replacement syntax: `$1`, `${name}`, and `\` before what is meant as it is. */
export function replace(
  regex: Regex,
  input: string,
  replacement: string,
  all: boolean,
  meter: RegexMeter & { string(length: number): void },
): Replaced {
  const parts: string[] = [];
  let length = 0;
  const push = (text: string) => {
    length += text.length;
    meter.string(length);
    parts.push(text);
  };
  let from = 0;
  for (const match of findAll(regex, input, meter)) {
    push(input.slice(from, match.start));
    const expanded = expand(regex, match, replacement);
    if (!expanded.ok) return expanded;
    push(expanded.text);
    from = match.end;
    if (!all) break;
  }
  push(input.slice(from));
  return { ok: true, text: parts.join('') };
}

function expand(regex: Regex, { groups }: Match, replacement: string): Replaced {
  const illegal = (message: string): Replaced => ({
    ok: false,
    exception: 'IllegalArgumentException',
    message,
  });
  let text = '';
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i]!;
    if (c === '\\') {
      if (++i === replacement.length) return illegal('character to be escaped is missing');
      text += replacement[i]!;
    } else if (c !== '$') text += c;
    else if (replacement[i + 1] === '{') {
      const end = replacement.indexOf('}', i);
      const name = replacement.slice(i + 2, end < 0 ? undefined : end);
      if (end < 0 || !/^[a-zA-Z][a-zA-Z0-9]*$/.test(name)) {
        return illegal("named capturing group is missing trailing '}'");
      }
      const group = regex.names.get(name);
      if (group === undefined) return illegal(`No group with name {${name}}`);
      text += groups[group] ?? '';
      i = end;
    } else {
      if (!/^\d$/.test(replacement[i + 1] ?? '')) return illegal('Illegal group reference');
      let group = Number(replacement[++i]);
      if (group > regex.groupCount) {
        return { ok: false, exception: 'IndexOutOfBoundsException', message: `No group ${group}` };
      }
      while (
        /^\d$/.test(replacement[i + 1] ?? '') &&
        group * 10 + Number(replacement[i + 1]) <= regex.groupCount
      ) {
        group = group * 10 + Number(replacement[++i]);
      }
      text += groups[group] ?? '';
    }
  }
  return { ok: true, text };
}

/** Java's `Pattern.split`: no empty first piece for a match of no width, and with limit 0 none of the empty last ones. */
export function split(regex: Regex, input: string, limit: number, meter: RegexMeter): string[] {
  const pieces: string[] = [];
  let index = 0;
  let matched = false;
  for (const { start, end } of findAll(regex, input, meter)) {
    if (limit > 0 && pieces.length >= limit - 1) break;
    if (index === 0 && start === 0 && end === 0) continue;
    meter.allocate((start - index) * 2 + 48);
    pieces.push(input.slice(index, start));
    index = end;
    matched = true;
  }
  if (!matched) return [input];
  pieces.push(input.slice(index));
  if (limit === 0) while (pieces.length > 0 && pieces.at(-1) === '') pieces.pop();
  return pieces;
}
