import { Double, toLong, toText, type Basic } from '../values';
import { formatDate, type Language } from './date-format';
import { formatNumber, numberShape, symbolsOf } from './number-format';

/** UTF-16 units of one field's formatting; reading it can take the square of them. */
const longest = 512;

export type Formatted =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

const refused = (message: string): Formatted => ({ ok: false, message });

/**
 * One field by the formatting of Java's `MessageFormat`, what stands after its name: `number`, `number,percent`,
 * `number,#.##`, `choice,…`, `date`, `time`. Where Java throws IllegalArgumentException, its message.
 */
export function formatField(value: Basic, formatting: string, language: string): Formatted {
  if (formatting.length > longest) return refused('The formatting is too long');
  if (!isClosed(formatting)) return refused('Unmatched braces in the pattern.');
  const comma = formatting.indexOf(',');
  const kind = (comma < 0 ? formatting : formatting.slice(0, comma)).trim().toLowerCase();
  const style = comma < 0 ? '' : formatting.slice(comma + 1);
  if (!['number', 'choice', 'date', 'time', ''].includes(kind))
    return refused(`unknown format type: ${kind}`);
  if (value === undefined) return { ok: true, text: 'null' };
  if (kind === '') return { ok: true, text: toText(value) };
  const number = numberOf(value);
  const isDate = kind === 'date' || kind === 'time';
  if (number === null) return refused(`Cannot format given Object as a ${isDate ? 'Date' : 'Number'}`);
  if (kind === 'choice') return choose(style, Number(number), value, language);
  if (isDate) {
    const { pattern, names } = dateStyle(kind, style, language);
    const text = formatDate(pattern, toLong(value), names);
    return text === null ? refused('Illegal pattern character') : { ok: true, text };
  }
  const shape = numberShape(style.trim(), language);
  if (shape === null) return refused(`Malformed pattern "${style.trim()}"`);
  return { ok: true, text: formatNumber(number, shape, symbolsOf(language)) };
}

/** Whether quotes and braces of a formatting come in pairs: else the braces around it are not matched. */
function isClosed(formatting: string): boolean {
  const unquoted = formatting.replace(/'[^']*'/g, '');
  let open = 0;
  for (const character of unquoted) {
    if (character === '{') open++;
    if (character === '}' && --open < 0) return false;
  }
  return open === 0 && !unquoted.includes("'");
}

function numberOf(value: Basic): number | bigint | null {
  if (value instanceof Double) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' ? value : null;
}

type Styles = Readonly<Record<'short' | 'medium' | 'long' | 'full', string>>;

const english = {
  date: { short: 'M/d/yy', medium: 'MMM d, y', long: 'MMMM d, y', full: 'EEEE, MMMM d, y' },
  time: { short: 'h:mm a', medium: 'h:mm:ss a', long: 'h:mm:ss a z', full: 'h:mm:ss a zzzz' },
};
/** The date and time styles of the languages that are known, by their tags. */
const styles: ReadonlyMap<string, { readonly date: Styles; readonly time: Styles }> = new Map([
  ['en', english],
  [
    'en-gb',
    {
      date: { short: 'dd/MM/yyyy', medium: 'd MMM y', long: 'd MMMM y', full: 'EEEE, d MMMM y' },
      time: { short: 'HH:mm', medium: 'HH:mm:ss', long: 'HH:mm:ss z', full: 'HH:mm:ss zzzz' },
    },
  ],
  [
    'it',
    {
      date: { short: 'dd/MM/yy', medium: 'd MMM y', long: 'd MMMM y', full: 'EEEE d MMMM y' },
      time: { short: 'HH:mm', medium: 'HH:mm:ss', long: 'HH:mm:ss z', full: 'HH:mm:ss zzzz' },
    },
  ],
]);

function dateStyle(
  kind: 'date' | 'time',
  style: string,
  language: string,
): { readonly pattern: string; readonly names: Language } {
  const tag = language.toLowerCase();
  const known = styles.get(tag) ?? styles.get(tag.split('-')[0]!) ?? english;
  const name = style.trim().toLowerCase() || 'medium';
  const pattern = new Map(Object.entries(known[kind])).get(name) ?? style;
  return { pattern, names: tag.split('-')[0] === 'it' ? 'it' : 'en' };
}

/** The text of the last limit that a number reaches: `0#none|1#one|1<many`; `<` means above, `#` and `≤` from. */
function choose(style: string, number: number, value: Basic, language: string): Formatted {
  let chosen: string | null = null;
  for (const part of style.split('|')) {
    const found = /^\s*([^#<\u2264]+)([#<\u2264])([^]*)$/.exec(part);
    const limit = found === null ? NaN : Number(found[1]!.trim().replace('∞', 'Infinity'));
    if (found === null || Number.isNaN(limit)) return refused(`Choice Pattern incorrect: ${style}`);
    if (chosen === null || (found[2] === '<' ? number > limit : number >= limit)) chosen = found[3]!;
  }
  const inner = /^\{0(?:,([^]*))?\}$/.exec(chosen ?? '');
  return inner === null
    ? { ok: true, text: chosen ?? '' }
    : formatField(value, inner[1] ?? 'number', language);
}
