import type { RegexMeter } from './meter';
import { parsePattern } from './parse';
import { PatternError } from './pattern-error';
import { compilePattern } from './program';
import { Matches, Regex } from './regex';

export type { RegexMeter } from './meter';
export { Matches, Regex, type Match } from './regex';
export { replace, type Replaced } from './replacement';

/** UTF-16 units that a pattern may have. */
export const longestPattern = 1024;

export type CompiledRegex =
  | {
      readonly ok: true;
      readonly regex: Regex;
      /** Parts that were charged one by one while they were made. */
      readonly parts: number;
    }
  | { readonly ok: false; readonly error: string; readonly index: number };

/** Compiles a pattern; one that Java refuses, or that is over the limits, is a value that says why and where. */
export function compileRegex(pattern: string, meter: RegexMeter): CompiledRegex {
  if (pattern.length > longestPattern) {
    return { ok: false, error: `Pattern longer than ${longestPattern} characters`, index: -1 };
  }
  try {
    chargeReading(pattern, meter);
    const parsed = parsePattern(pattern);
    let parts = 0;
    const compiled = compilePattern(parsed, () => {
      chargePart(meter);
      parts++;
    });
    return {
      ok: true,
      parts,
      regex: new Regex(compiled, parsed.groupCount, parsed.names, parsed.supplementary),
    };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, error: error.message, index: error.index };
    throw error;
  }
}

function chargeReading(pattern: string, meter: RegexMeter): void {
  meter.charge(40 + pattern.length * 5);
  meter.allocate(pattern.length * 128);
}

function chargePart(meter: RegexMeter): void {
  meter.charge(1);
  meter.allocate(64);
}

/** Charges the compiling of a pattern that is known already, step for step as if it were done. */
export function chargeCompiling(pattern: string, parts: number, meter: RegexMeter): void {
  chargeReading(pattern, meter);
  for (let i = 0; i < parts; i++) chargePart(meter);
}

/** Java's `Pattern.split`: no empty first piece for a match of no width, and with limit 0 none of the empty last ones. */
export function split(regex: Regex, input: string, limit: number, meter: RegexMeter): string[] {
  const pieces: string[] = [];
  let index = 0;
  let matched = false;
  const matches = new Matches(regex, input, meter);
  while (matches.advance()) {
    const { start, end } = matches;
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
