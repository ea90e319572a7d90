import { Double, toLong, toText, type Basic } from '../values';
import { formatDate } from './date-format';
import { formatNumber, numberShape, symbolsOf } from './number-format';

/** UTF-16 units of one field's formatting; reading it can take the square of them. */
const longest = 512;

/**
 * One field by the formatting of Java's `MessageFormat`, what stands after its name: `number`, `number,percent`,
 * `number,#.##`, `choice,…`, `date`, `time`. Null where Java throws IllegalArgumentException.
 */
export function formatField(value: Basic, formatting: string, language: string): string | null {
  if (formatting.length > longest) return null;
  const comma = formatting.indexOf(',');
  const kind = (comma < 0 ? formatting : formatting.slice(0, comma)).trim().toLowerCase();
  const style = comma < 0 ? '' : formatting.slice(comma + 1);
  if (value === undefined) return ['number', 'choice', 'date', 'time', ''].includes(kind) ? 'null' : null;
  if (kind === '') return toText(value);
  const number = numberOf(value);
  if (number === null) return null;
  switch (kind) {
    case 'number': {
      const shape = numberShape(style.trim());
      return shape === null ? null : formatNumber(number, shape, symbolsOf(language));
    }
    case 'choice':
      return choose(style, Number(number), value, language);
    case 'date':
      return formatDate(
        dateStyle(style, 'MMM d, yyyy'),
        toLong(value),
        language.startsWith('it') ? 'it' : 'en',
      );
    case 'time':
      return formatDate(
        dateStyle(style, 'h:mm:ss a'),
        toLong(value),
        language.startsWith('it') ? 'it' : 'en',
      );
    default:
      return null;
  }
}

function numberOf(value: Basic): number | bigint | null {
  if (value instanceof Double) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' ? value : null;
}

const dateStyle = (style: string, usual: string): string => {
  const styles: ReadonlyMap<string, string> = new Map([
    ['', usual],
    ['medium', usual],
    ['short', usual.startsWith('h') ? 'h:mm a' : 'M/d/yy'],
    ['long', usual.startsWith('h') ? 'h:mm:ss a z' : 'MMMM d, yyyy'],
    ['full', usual.startsWith('h') ? 'h:mm:ss a zzzz' : 'EEEE, MMMM d, yyyy'],
  ]);
  return styles.get(style.trim()) ?? style;
};

/** The text of the last limit that a number reaches: `0#none|1#one|1<many`; `<` means above, `#` and `≤` from. */
function choose(style: string, number: number, value: Basic, language: string): string | null {
  let chosen: string | null = null;
  for (const part of style.split('|')) {
    const found = /^\s*([^#<\u2264]+)([#<\u2264])([^]*)$/.exec(part);
    const limit = found === null ? NaN : Number(found[1]!.trim().replace('∞', 'Infinity'));
    if (found === null || Number.isNaN(limit)) return null;
    if (chosen === null || (found[2] === '<' ? number > limit : number >= limit)) chosen = found[3]!;
  }
  const inner = chosen === null ? null : /^\{0(?:,([^]*))?\}$/.exec(chosen);
  return inner === null ? chosen : formatField(value, inner[1] ?? 'number', language);
}
