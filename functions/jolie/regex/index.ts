import type { RegexMeter } from './meter';
import { parsePattern } from './parse';
import { PatternError } from './pattern-error';
import { compilePattern } from './program';
import { findAll, Regex } from './regex';

export type { RegexMeter } from './meter';
export { findAll, Regex, type Match } from './regex';
export { replace, type Replaced } from './replacement';

/** UTF-16 units that a pattern may have. */
export const longestPattern = 1024;

export type CompiledRegex =
  | { readonly ok: true; readonly regex: Regex }
  | { readonly ok: false; readonly error: string; readonly index: number };

/** Compiles a pattern; one that Java refuses, or that is over the limits, is a value that says why and where. */
export function compileRegex(pattern: string, meter: RegexMeter): CompiledRegex {
  if (pattern.length > longestPattern) {
    return { ok: false, error: `Pattern longer than ${longestPattern} characters`, index: -1 };
  }
  try {
    meter.charge(40 + pattern.length * 5);
    meter.allocate(pattern.length * 128);
    const parsed = parsePattern(pattern);
    const compiled = compilePattern(parsed, () => {
      meter.charge(1);
      meter.allocate(64);
    });
    return {
      ok: true,
      regex: new Regex(compiled, parsed.groupCount, parsed.names, parsed.supplementary),
    };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, error: error.message, index: error.index };
    throw error;
  }
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
