import { compileRegex, type Regex } from '../regex';

/**
 * A `regex` refinement, in the syntax of the brics automaton library, as a regular expression of the engine's. There
 * `"…"` is a literal text, `@` any text, `#` no text at all, `.` any character, `\` makes any character literal, and
 * `^`, `$` mean themselves. Intersection `&`, complement `~` and intervals `<1-5>` are not offered. A text fits when
 * all of it matches.
 */
export type RefinementPattern =
  { readonly ok: true; readonly regex: Regex } | { readonly ok: false; readonly reason: string };

/** Compilation belongs to no run: the pattern's own limits bound it. */
const free = { charge() {}, allocate() {}, making: <T>(make: () => T): T => make() };

const literal = (character: string): string =>
  /[a-zA-Z0-9\s]/.test(character) ? character : `\\${character}`;

/** Translates and compiles a refinement's pattern. */
export function compileRefinement(pattern: string): RefinementPattern {
  let translated = '';
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i]!;
    if ('&~<'.includes(character))
      return { ok: false, reason: `the operator ${character} of a regex refinement` };
    if (character === '\\') translated += literal(pattern[++i] ?? '\\');
    else if (character === '"') {
      const end = pattern.indexOf('"', i + 1);
      if (end < 0) return { ok: false, reason: 'a regex refinement whose quotation mark is not closed' };
      translated += `(?:${Array.from(pattern.slice(i + 1, end), literal).join('')})`;
      i = end;
    } else if (character === '[') {
      const end = classEnd(pattern, i);
      translated += classOf(pattern.slice(i + 1, end));
      i = end;
    } else if (character === '@') translated += '(?s:.*)';
    else if (character === '.') translated += '(?s:.)';
    else if (character === '#') translated += '(?!)';
    else if ('()|*+?{},'.includes(character) || /[a-zA-Z0-9\s]/.test(character)) translated += character;
    else translated += literal(character);
  }
  const compiled = compileRegex(translated, free);
  return compiled.ok ? compiled : { ok: false, reason: `the regex refinement ${JSON.stringify(pattern)}` };
}

function classEnd(pattern: string, start: number): number {
  for (let i = start + 1; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === ']') return i;
  }
  return pattern.length;
}

function classOf(inside: string): string {
  const negated = inside.startsWith('^');
  let members = '';
  for (let i = negated ? 1 : 0; i < inside.length; i++) {
    if (inside[i] === '\\') members += literal(inside[++i] ?? '\\');
    else members += inside[i] === '-' ? '-' : literal(inside[i]!);
  }
  return `[${negated ? '^' : ''}${members}]`;
}
