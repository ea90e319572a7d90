import { dateNames, datePattern, type DatePart, type Language } from './date-format';

export type ParsedDate =
  | { readonly ok: true; readonly moment: number }
  | { readonly ok: false; readonly reason: 'pattern' | 'text' };

/**
 * Reads a date the lenient way of Java's `SimpleDateFormat`: fields may be out of their range and carry over (31/04 is
 * 1 May), text after the pattern's end is ignored. What the pattern leaves out is that of 1 January 1970, UTC.
 */
export function parseDate(pattern: string, text: string, now: number, language: Language): ParsedDate {
  const parts = datePattern(pattern);
  if (parts === null) return { ok: false, reason: 'pattern' };
  const fields = { year: 1970, month: 0, day: 1, hour: 0, minute: 0, second: 0, milli: 0, zone: 0 };
  let half: number | null = null;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    if (part.kind === 'text') {
      if (!text.startsWith(part.text, at)) return { ok: false, reason: 'text' };
      at += part.text.length;
      continue;
    }
    while (text[at] === ' ' || text[at] === '\t') at++;
    const abutting = numeric(part) && numeric(parts[index + 1]);
    const read = readField(part, text, at, abutting, language, now);
    if (read === null) return { ok: false, reason: 'text' };
    at = read.end;
    const { value } = read;
    switch (part.letter) {
      case 'y':
      case 'Y':
        fields.year = value;
        break;
      case 'M':
      case 'L':
        fields.month = value;
        break;
      case 'd':
        fields.day = value;
        break;
      case 'D':
        [fields.month, fields.day] = [0, value];
        break;
      case 'H':
      case 'K':
        fields.hour = value;
        break;
      case 'k':
        fields.hour = value === 24 ? 0 : value;
        break;
      case 'h':
        fields.hour = value === 12 ? 0 : value;
        break;
      case 'm':
        fields.minute = value;
        break;
      case 's':
        fields.second = value;
        break;
      case 'S':
        fields.milli = value;
        break;
      case 'a':
        half = value;
        break;
      case 'Z':
      case 'X':
      case 'z':
        fields.zone = value;
        break;
    }
  }
  const { year, month, day, hour, minute, second, milli, zone } = fields;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour + (half ?? 0) * 12, minute - zone, second, milli);
  const moment = date.getTime();
  return Number.isNaN(moment) ? { ok: false, reason: 'text' } : { ok: true, moment };
}

const numeric = (part: DatePart | undefined): boolean =>
  part?.kind === 'field' &&
  !'GEazZX'.includes(part.letter) &&
  !('ML'.includes(part.letter) && part.width > 2);

function readField(
  part: DatePart & { kind: 'field' },
  text: string,
  at: number,
  abutting: boolean,
  language: Language,
  now: number,
): { value: number; end: number } | null {
  const { letter, width } = part;
  const named = (names: readonly string[]): { value: number; end: number } | null => {
    let best: { value: number; end: number } | null = null;
    names.forEach((name, value) => {
      for (const form of [name, name.slice(0, 3)]) {
        const there = text.slice(at, at + form.length).toLowerCase() === form.toLowerCase();
        if (there && (best === null || at + form.length > best.end)) best = { value, end: at + form.length };
      }
    });
    return best;
  };
  if (letter === 'E') return named(dateNames.days[language]);
  if ((letter === 'M' || letter === 'L') && width > 2) return named(dateNames.months[language]);
  if (letter === 'a') {
    const found = /^(am|pm)/i.exec(text.slice(at, at + 2));
    return found === null ? null : { value: found[0].toLowerCase() === 'pm' ? 1 : 0, end: at + 2 };
  }
  if (letter === 'G') return /^(AD|BC)/i.test(text.slice(at, at + 2)) ? { value: 1, end: at + 2 } : null;
  if ('zZX'.includes(letter)) {
    const found = /^(?:(?:GMT)?([+-])(\d\d):?(\d\d)|GMT|UTC|Z)/.exec(text.slice(at, at + 9));
    if (found === null) return null;
    const minutes = found[1] === undefined ? 0 : Number(found[2]) * 60 + Number(found[3]);
    return { value: found[1] === '-' ? -minutes : minutes, end: at + found[0].length };
  }
  const digits = (abutting ? new RegExp(`^\\d{1,${width}}`) : /^-?\d{1,10}/).exec(
    text.slice(at, at + 11),
  )?.[0];
  if (digits === undefined) return null;
  let value = Number(digits);
  if ((letter === 'y' || letter === 'Y') && width <= 2 && digits.length === 2 && value >= 0)
    value = century(value, now);
  if (letter === 'M' || letter === 'L') value -= 1;
  return { value, end: at + digits.length };
}

/** A year of two digits lies between 80 years before now and 20 after. */
function century(year: number, now: number): number {
  const first = new Date(now).getUTCFullYear() - 80;
  const candidate = first - (first % 100) + year;
  return candidate < first ? candidate + 100 : candidate;
}
