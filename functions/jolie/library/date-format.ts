import { calendarDate, dayLength, type CalendarDate } from './calendar';

const months = {
  en: 'January February March April May June July August September October November December'.split(' '),
  it: 'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(
    ' ',
  ),
};
const days = {
  en: 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' '),
  it: 'domenica lunedì martedì mercoledì giovedì venerdì sabato'.split(' '),
};
const eras = { en: { AD: 'AD', BC: 'BC' }, it: { AD: 'd.C.', BC: 'a.C.' } };

/** The languages that the official time service knows. */
export type Language = 'en' | 'it';
export type DatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly width: number };

const letters = 'GyYMLwWDdFEuaHkKhmsSzZX';

export type DatePattern =
  | { readonly ok: true; readonly parts: readonly DatePart[] }
  | { readonly ok: false; readonly message: string };

/** A pattern of Java's `SimpleDateFormat`, taken apart; or what Java says where it refuses it. */
export function datePattern(pattern: string): DatePattern {
  const parts: DatePart[] = [];
  const refused = (message: string): DatePattern => ({ ok: false, message });
  const text = (piece: string): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: last.text + piece };
    else parts.push({ kind: 'text', text: piece });
  };
  for (let i = 0; i < pattern.length;) {
    const letter = pattern[i]!;
    if (letter === "'") {
      if (pattern[i + 1] === "'") {
        text("'");
        i += 2;
        continue;
      }
      let end = i + 1;
      let quoted = '';
      for (;;) {
        const next = pattern[end];
        if (next === undefined) return refused('Unterminated quote');
        if (next !== "'") quoted += next;
        else if (pattern[end + 1] === "'") {
          quoted += "'";
          end++;
        } else break;
        end++;
      }
      text(quoted);
      i = end + 1;
    } else if (/[a-zA-Z]/.test(letter)) {
      if (!letters.includes(letter)) return refused(`Illegal pattern character '${letter}'`);
      let end = i + 1;
      while (pattern[end] === letter) end++;
      if (letter === 'X' && end - i > 3) return refused(`invalid ISO 8601 format: length=${end - i}`);
      parts.push({ kind: 'field', letter, width: end - i });
      i = end;
    } else {
      text(letter);
      i++;
    }
  }
  return { ok: true, parts };
}

const padded = (value: number, width: number): string =>
  value < 0 ? `-${padded(-value, width)}` : String(value).padStart(width, '0');

/** A moment (ms since the epoch, UTC) by a `SimpleDateFormat` pattern; null where Java refuses the pattern. */
export function formatDate(pattern: string, moment: bigint, language: Language): string | null {
  const read = datePattern(pattern);
  if (!read.ok) return null;
  const { days, time } = splitMoment(moment);
  const date = calendarDate(days);
  return read.parts
    .map((part) => (part.kind === 'text' ? part.text : field(part.letter, part.width, date, time, language)))
    .join('');
}

/** A moment as whole days since the epoch and milliseconds of its day. */
export function splitMoment(moment: bigint): { readonly days: number; readonly time: number } {
  const length = BigInt(dayLength);
  const time = ((moment % length) + length) % length;
  return { days: Number((moment - time) / length), time: Number(time) };
}

function field(letter: string, width: number, date: CalendarDate, time: number, language: Language): string {
  const hour = Math.floor(time / 3_600_000);
  switch (letter) {
    case 'G':
      return eras[language][date.era];
    case 'y':
      return width === 2 ? padded(date.year % 100, 2) : padded(date.year, width);
    case 'Y':
      return width === 2 ? padded(date.weekYear % 100, 2) : padded(date.weekYear, width);
    case 'M':
    case 'L': {
      const name = months[language][date.month]!;
      return width >= 4 ? name : width === 3 ? name.slice(0, 3) : padded(date.month + 1, width);
    }
    case 'E': {
      const name = days[language][date.dayOfWeek - 1]!;
      return width >= 4 ? name : name.slice(0, 3);
    }
    case 'u':
      return padded(date.dayOfWeek === 1 ? 7 : date.dayOfWeek - 1, width);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'd':
      return padded(date.day, width);
    case 'D':
      return padded(date.dayOfYear, width);
    case 'F':
      return padded(date.dayOfWeekInMonth, width);
    case 'w':
      return padded(date.weekOfYear, width);
    case 'W':
      return padded(date.weekOfMonth, width);
    case 'H':
      return padded(hour, width);
    case 'k':
      return padded(hour === 0 ? 24 : hour, width);
    case 'K':
      return padded(hour % 12, width);
    case 'h':
      return padded(hour % 12 === 0 ? 12 : hour % 12, width);
    case 'm':
      return padded(Math.floor(time / 60_000) % 60, width);
    case 's':
      return padded(Math.floor(time / 1000) % 60, width);
    case 'S':
      return padded(time % 1000, width);
    case 'z':
      return width >= 4 ? 'Coordinated Universal Time' : 'UTC';
    case 'Z':
      return '+0000';
    default:
      return 'Z';
  }
}

/** The months' and days' names, for reading them back. */
export const dateNames = { months, days };
