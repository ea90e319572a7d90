import { momentOf, type CalendarField } from './calendar';
import { dateNames, datePattern, type DatePart, type Language } from './date-format';

export type ParsedDate =
  | { readonly ok: true; readonly moment: bigint }
  | { readonly ok: false; readonly reason: 'pattern'; readonly message: string }
  | { readonly ok: false; readonly reason: 'text' };

interface ReadField {
  readonly field: CalendarField;
  readonly value: number;
  readonly end: number;
}

/** The fields that are read as a number and set as it is. */
const plain: ReadonlyMap<string, CalendarField> = new Map([
  ['d', 'day'],
  ['D', 'dayOfYear'],
  ['F', 'dayOfWeekInMonth'],
  ['H', 'hourOfDay'],
  ['K', 'hour'],
  ['m', 'minute'],
  ['s', 'second'],
  ['S', 'milli'],
  ['w', 'weekOfYear'],
  ['W', 'weekOfMonth'],
]);

/** Hours east of Greenwich by the abbreviations that are read; Java knows more, of the whole world. */
const zones: ReadonlyMap<string, number> = new Map([
  ['UTC', 0],
  ['GMT', 0],
  ['EST', -5],
  ['EDT', -4],
  ['CST', -6],
  ['CDT', -5],
  ['MST', -7],
  ['MDT', -6],
  ['PST', -8],
  ['PDT', -7],
  ['WET', 0],
  ['WEST', 1],
  ['BST', 1],
  ['CET', 1],
  ['CEST', 2],
  ['EET', 2],
  ['EEST', 3],
  ['JST', 9],
]);

/**
 * Reads a date the lenient way of Java's `SimpleDateFormat`: fields may be out of their range and carry over (31/04 is
 * 1 May), text after the pattern's end is ignored. What the pattern leaves out is that of 1 January 1970, UTC.
 */
export function parseDate(pattern: string, text: string, now: number, language: Language): ParsedDate {
  const read = datePattern(pattern);
  if (!read.ok) return { ok: false, reason: 'pattern', message: read.message };
  const fields = new Map<CalendarField, number>();
  let yearIsOpen = false;
  let at = 0;
  for (const [index, part] of read.parts.entries()) {
    if (part.kind === 'text') {
      if (!text.startsWith(part.text, at)) return { ok: false, reason: 'text' };
      at += part.text.length;
      continue;
    }
    const found = readField(part, text, at, numeric(read.parts[index + 1]), language);
    if (found === null) return { ok: false, reason: 'text' };
    const { field, value, end } = found;
    const isShort = 'yY'.includes(part.letter) && part.width <= 2 && /\d\d$/.test(text.slice(end - 2, end));
    const isTwoDigits = isShort && /^\s*$/.test(text.slice(at, end - 2));
    // A field set again counts as set later.
    fields.delete(field);
    fields.set(field, isTwoDigits ? century(value, now) : value);
    yearIsOpen ||= isTwoDigits && value === centuryStart(now).year % 100;
    at = end;
  }
  if (at === 0) return { ok: false, reason: 'text' };
  const moment = momentOf(fields);
  if (!yearIsOpen || moment >= centuryStart(now).moment) return { ok: true, moment };
  for (const field of ['year', 'weekYear'] as const) {
    const year = fields.get(field);
    if (year !== undefined) fields.set(field, year + 100);
  }
  return { ok: true, moment: momentOf(fields) };
}

/** Whether a field is written in digits: one before it that is too then takes only as many as it has letters. */
const numeric = (part: DatePart | undefined): boolean =>
  part?.kind === 'field' &&
  !'GEazZX'.includes(part.letter) &&
  !('ML'.includes(part.letter) && part.width > 2);

function readField(
  part: DatePart & { kind: 'field' },
  text: string,
  start: number,
  abutting: boolean,
  language: Language,
): ReadField | null {
  const { letter, width } = part;
  const named = (field: CalendarField, from: number, names: readonly string[]): ReadField | null => {
    let best: ReadField | null = null;
    names.forEach((name, i) => {
      const end = start + name.length;
      const isThere = text.slice(start, end).toLowerCase() === name.toLowerCase();
      if (isThere && (best === null || end > best.end)) best = { field, value: from + i, end };
    });
    return best;
  };
  const longOrShort = (field: CalendarField, from: number, names: readonly string[]): ReadField | null => {
    const long = named(field, from, names);
    const short = named(
      field,
      from,
      names.map((name) => name.slice(0, 3)),
    );
    return long ?? short;
  };
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (at === text.length) return null;
  if (letter === 'E') return longOrShort('dayOfWeek', 1, dateNames.days[language]);
  if ('ML'.includes(letter) && width > 2) return longOrShort('month', 0, dateNames.months[language]);
  if (letter === 'a') return named('half', 0, ['AM', 'PM']);
  if (letter === 'G') return named('era', 0, language === 'it' ? ['a.C.', 'd.C.'] : ['BC', 'AD']);
  if ('zZX'.includes(letter)) return readZone(letter, width, text, at);
  const until = abutting ? start + width : text.length;
  const digits = until > text.length ? undefined : /^-?[0-9]+/.exec(text.slice(at, until))?.[0];
  if (digits === undefined) return null;
  const value = javaInt(digits);
  const end = at + digits.length;
  switch (letter) {
    case 'y':
      return { field: 'year', value, end };
    case 'Y':
      return { field: 'weekYear', value, end };
    case 'M':
    case 'L':
      return { field: 'month', value: value - 1, end };
    case 'k':
      return { field: 'hourOfDay', value: value === 24 ? 0 : value, end };
    case 'h':
      return { field: 'hour', value: value === 12 ? 0 : value, end };
    case 'u':
      return { field: 'dayOfWeek', value: value === 7 ? 1 : value + 1, end };
    default:
      return { field: plain.get(letter)!, value, end };
  }
}

/** A number as Java makes an int of it: wrapped while it fits a long, else the largest. */
function javaInt(digits: string): number {
  const long = BigInt(digits.slice(0, 24));
  if (BigInt.asIntN(64, long) === long && digits.length <= 24) return Number(BigInt.asIntN(32, long));
  return digits.startsWith('-') ? -2_147_483_648 : 2_147_483_647;
}

/** `Z`, `+02`, `+0200`, `+02:00` for X by its width; else `+0200`, `GMT+2:00` or a name that is known. */
function readZone(letter: string, width: number, text: string, at: number): ReadField | null {
  const rest = text.slice(at, at + 12);
  const forms = {
    X: [/^([+-])(\d\d)/, /^([+-])(\d\d)(\d\d)/, /^([+-])(\d\d):(\d\d)/][width - 1]!,
    other: /^([+-])(\d\d)(\d\d)/,
    GMT: /^GMT([+-])(\d\d?):(\d\d)/i,
  };
  if (letter === 'X' && rest.startsWith('Z')) return { field: 'zone', value: 0, end: at + 1 };
  const found = letter === 'X' ? forms.X.exec(rest) : (forms.other.exec(rest) ?? forms.GMT.exec(rest));
  if (found !== null) {
    const [hours, minutes] = [Number(found[2]), Number(found[3] ?? 0)];
    if (hours > 23 || minutes > 59) return null;
    const value = (hours * 60 + minutes) * (found[1] === '-' ? -1 : 1);
    return { field: 'zone', value, end: at + found[0].length };
  }
  const name = /^[a-z]{3,4}/i.exec(rest)?.[0].toUpperCase() ?? '';
  for (const known of letter === 'X' ? [] : [name, name.slice(0, 3)]) {
    const hours = zones.get(known);
    if (hours !== undefined && !/^GMT[+-]/i.test(rest))
      return { field: 'zone', value: hours * 60, end: at + known.length };
  }
  return null;
}

/** A year of two digits lies between 80 years before now and 20 after. */
function century(year: number, now: number): number {
  const first = centuryStart(now).year;
  const candidate = first - (first % 100) + year;
  return candidate < first ? candidate + 100 : candidate;
}

function centuryStart(now: number): { readonly year: number; readonly moment: bigint } {
  const date = new Date(Math.floor(now));
  date.setUTCFullYear(date.getUTCFullYear() - 80);
  return { year: date.getUTCFullYear(), moment: BigInt(date.getTime()) };
}
