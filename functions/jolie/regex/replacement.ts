import type { RegexMeter } from './meter';
import { Matches, type Match, type Regex } from './regex';

/** What takes the pieces of a result. */
export interface Appending {
  append(piece: string): unknown;
}

/** Done, or the Java exception that stopped it. */
export type Replaced =
  { readonly ok: true } | { readonly ok: false; readonly exception: string; readonly message: string };

/**
 * Replaces matches, all or the first, by Java's replacement syntax: `$1`, `${name}`, and `\` before what is meant as
 * it is. The result's pieces go to `text`, which charges them.
 */
export function replace(
  regex: Regex,
  input: string,
  replacement: string,
  all: boolean,
  meter: RegexMeter,
  text: Appending,
): Replaced {
  let from = 0;
  const matches = new Matches(regex, input, meter);
  while (matches.advance()) {
    text.append(input.slice(from, matches.start));
    from = matches.end;
    const wrong = replacement === '' ? null : expand(regex, matches.match, replacement, text);
    if (wrong !== null) return wrong;
    if (!all) break;
  }
  text.append(input.slice(from));
  return { ok: true };
}

const illegal = (message: string): Replaced => ({
  ok: false,
  exception: 'IllegalArgumentException',
  message,
});
const isDigit = (text: string | undefined) => text !== undefined && text >= '0' && text <= '9';

function expand(regex: Regex, match: Match, replacement: string, result: Appending): Replaced | null {
  let plain = 0;
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i]!;
    if (c !== '\\' && c !== '$') continue;
    if (i > plain) result.append(replacement.slice(plain, i));
    if (c === '\\') {
      if (++i === replacement.length) return illegal('character to be escaped is missing');
      plain = i;
      continue;
    }
    const next = replacement[i + 1];
    if (next === undefined) return illegal('Illegal group reference: group index is missing');
    let group: number;
    if (next === '{') {
      const name = /^[a-zA-Z0-9]*/.exec(replacement.slice(i + 2, i + 2 + 1024))![0];
      if (name === '') return illegal('named capturing group has 0 length name');
      if (replacement[i + 2 + name.length] !== '}')
        return illegal("named capturing group is missing trailing '}'");
      if (isDigit(name[0])) return illegal(`capturing group name {${name}} starts with digit character`);
      const known = regex.names.get(name);
      if (known === undefined) return illegal(`No group with name {${name}}`);
      group = known;
      i += 2 + name.length;
    } else {
      if (!isDigit(next)) return illegal('Illegal group reference');
      group = Number(next);
      i++;
      if (group > regex.groupCount)
        return { ok: false, exception: 'IndexOutOfBoundsException', message: `No group ${group}` };
      // Further digits belong to the number only as long as there are so many groups.
      while (isDigit(replacement[i + 1]) && group * 10 + Number(replacement[i + 1]) <= regex.groupCount)
        group = group * 10 + Number(replacement[++i]);
    }
    const text = match.group(group);
    if (text !== undefined && text !== '') result.append(text);
    plain = i + 1;
  }
  if (plain < replacement.length) result.append(replacement.slice(plain));
  return null;
}
