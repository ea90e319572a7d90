/** How a language writes numbers. */
export interface NumberSymbols {
  readonly decimal: string;
  readonly group: string;
  readonly percent: string;
}

const english: NumberSymbols = { decimal: '.', group: ',', percent: '%' };

/** The symbols of the languages that are known; others write as English does. */
export function symbolsOf(language: string): NumberSymbols {
  switch (language.split('-')[0]!.toLowerCase()) {
    case 'it':
    case 'es':
    case 'pt':
    case 'nl':
    case 'id':
    case 'tr':
      return { decimal: ',', group: '.', percent: '%' };
    case 'de':
    case 'da':
      return { decimal: ',', group: '.', percent: '\u00a0%' };
    case 'fr':
      return { decimal: ',', group: '\u202f', percent: '\u00a0%' };
    default:
      return english;
  }
}

interface Shape {
  readonly prefix: string;
  readonly suffix: string;
  /** What stands around a negative number; null: a minus before what stands around others. */
  readonly negative: { readonly prefix: string; readonly suffix: string } | null;
  readonly least: number;
  readonly fractionLeast: number;
  readonly fractionMost: number;
  /** Digits in a group; 0: none. */
  readonly group: number;
  readonly scale: number;
}

/** The sign of a region's money; a language without a region has none of its own. */
const moneys: ReadonlyMap<string, string> = new Map([
  ['US', '$'],
  ['GB', '£'],
  ...['AT', 'BE', 'DE', 'ES', 'FR', 'IE', 'IT', 'NL', 'PT'].map((region) => [region, '€'] as const),
]);

/** The shape of Java's number styles, of a `DecimalFormat` pattern, or null for one that it refuses. */
export function numberShape(style: string, language: string): Shape | null {
  const usual: Shape = {
    prefix: '',
    suffix: '',
    negative: null,
    least: 1,
    fractionLeast: 0,
    fractionMost: 3,
    group: 3,
    scale: 0,
  };
  if (style === '') return usual;
  if (style === 'integer') return { ...usual, fractionMost: 0 };
  if (style === 'percent') return { ...usual, fractionMost: 0, scale: 2, suffix: '%' };
  if (style === 'currency') {
    const [tongue, region = ''] = language.split('-');
    const sign = moneys.get(region.toUpperCase()) ?? '¤';
    const isBefore = ['en', 'pt', 'nl'].includes(tongue!);
    const gap = tongue === 'en' ? '' : '\u00a0';
    const affixes = isBefore ? { prefix: `${sign}${gap}` } : { suffix: `${gap}${sign}` };
    return { ...usual, ...affixes, fractionLeast: 2, fractionMost: 2 };
  }
  const found =
    /^([^#0,.;%]*)([#,]*[0,]*)(?:\.(0*)(#*))?([^#0,.;]*)(?:;([^#0,.;]*)[#0,.]*([^#0,.;]*))?$/.exec(style);
  if (found === null) return null;
  const [prefix = '', whole = '', zeros = '', hashes = '', suffix = '', before, after = ''] = found.slice(1);
  const comma = whole.lastIndexOf(',');
  const unquote = (text: string): string => text.replace(/'([^']*)'/g, (_, inside: string) => inside || "'");
  return {
    prefix: unquote(prefix),
    suffix: unquote(suffix),
    negative: before === undefined ? null : { prefix: unquote(before), suffix: unquote(after) },
    least: whole.replace(/[^0]/g, '').length,
    fractionLeast: zeros.length,
    fractionMost: zeros.length + hashes.length,
    group: comma < 0 ? 0 : whole.length - comma - 1,
    scale: suffix.includes('%') ? 2 : 0,
  };
}

/** Writes a number in a shape; halves go to the even neighbour, as Java's formats do. */
export function formatNumber(value: number | bigint, shape: Shape, symbols: NumberSymbols): string {
  if (typeof value === 'number' && Number.isNaN(value)) return 'NaN';
  const negative = value < 0 || Object.is(value, -0);
  const affix = (text: string): string => text.replace('%', symbols.percent);
  const sign = (digits: string): string => {
    if (negative && shape.negative !== null)
      return `${shape.negative.prefix}${digits}${affix(shape.negative.suffix)}`;
    return `${negative ? '-' : ''}${shape.prefix}${digits}${affix(shape.suffix)}`;
  };
  if (value === Infinity || value === -Infinity) return sign('∞');
  const rounded = roundEven(decimalOf(value), shape.fractionMost, shape.scale);
  let whole = rounded.whole.padStart(shape.least, '0');
  if (shape.least === 0 && whole === '0') whole = '';
  const fraction = rounded.fraction.replace(/0+$/, '').padEnd(shape.fractionLeast, '0');
  if (shape.group > 0)
    whole = whole.replace(new RegExp(`(?<=\\d)(?=(?:\\d{${shape.group}})+$)`, 'g'), symbols.group);
  const digits = whole + (fraction === '' ? '' : symbols.decimal + fraction);
  return sign(digits === '' ? '0' : digits);
}

/** All decimal digits of a number's shortest text, without its sign: digits and how many stand before the point. */
function decimalOf(value: number | bigint): { digits: string; point: number } {
  if (typeof value === 'bigint') {
    const digits = String(value).replace('-', '');
    return { digits, point: digits.length };
  }
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e') as [string, string];
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

function roundEven(
  { digits, point }: { digits: string; point: number },
  places: number,
  scale: number,
): { whole: string; fraction: string } {
  const before = point + scale;
  const padded = before < 0 ? '0'.repeat(-before) + digits : digits;
  const at = Math.max(0, before);
  const kept = padded.slice(0, at).padEnd(at, '0') + padded.slice(at, at + places).padEnd(places, '0') || '0';
  const rest = padded.slice(at + places);
  let number = BigInt(kept);
  const half = rest === '' ? -1 : rest[0]! < '5' ? -1 : /^50*$/.test(rest) ? 0 : 1;
  if (half > 0 || (half === 0 && number % 2n === 1n)) number += 1n;
  const text = String(number).padStart(places + 1, '0');
  return { whole: text.slice(0, text.length - places), fraction: text.slice(text.length - places) };
}
