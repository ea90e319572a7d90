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

/** The languages that the official time service knows. */
export type Language = 'en' | 'it';
export type DatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly letter: string; readonly width: number };

const letters = 'GyYMLwWDdFEuaHkKhmsSzZX';

/** A pattern of Java's `SimpleDateFormat`, taken apart; null where Java refuses it. */
export function datePattern(pattern: string): readonly DatePart[] | null {
  const parts: DatePart[] = [];
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
        if (next === undefined) return null;
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
      if (!letters.includes(letter)) return null;
      let end = i + 1;
      while (pattern[end] === letter) end++;
      parts.push({ kind: 'field', letter, width: end - i });
      i = end;
    } else {
      text(letter);
      i++;
    }
  }
  return parts;
}

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** A moment (ms since the epoch, UTC) by a `SimpleDateFormat` pattern; null where Java refuses the pattern. */
export function formatDate(pattern: string, moment: number, language: Language): string | null {
  const parts = datePattern(pattern);
  if (parts === null) return null;
  const date = new Date(moment);
  return parts
    .map((part) => (part.kind === 'text' ? part.text : field(part.letter, part.width, date, language)))
    .join('');
}

function field(letter: string, width: number, date: Date, language: Language): string {
  const hour = date.getUTCHours();
  const year = date.getUTCFullYear();
  const dayOfYear = Math.floor(
    (Date.UTC(year, date.getUTCMonth(), date.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000,
  );
  switch (letter) {
    case 'G':
      return language === 'it' ? 'd.C.' : 'AD';
    case 'y':
    case 'Y':
      return width === 2 ? padded(year % 100, 2) : padded(year, width);
    case 'M':
    case 'L': {
      const name = months[language][date.getUTCMonth()]!;
      return width >= 4 ? name : width === 3 ? name.slice(0, 3) : padded(date.getUTCMonth() + 1, width);
    }
    case 'E': {
      const name = days[language][date.getUTCDay()]!;
      return width >= 4 ? name : name.slice(0, 3);
    }
    case 'u':
      return padded(date.getUTCDay() === 0 ? 7 : date.getUTCDay(), width);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'd':
      return padded(date.getUTCDate(), width);
    case 'D':
      return padded(dayOfYear + 1, width);
    case 'F':
      return padded(Math.floor((date.getUTCDate() - 1) / 7) + 1, width);
    case 'w': {
      const first = new Date(Date.UTC(year, 0, 1)).getUTCDay();
      return padded(Math.floor((dayOfYear + first) / 7) + 1, width);
    }
    case 'W': {
      const first = new Date(Date.UTC(year, date.getUTCMonth(), 1)).getUTCDay();
      return padded(Math.floor((date.getUTCDate() - 1 + first) / 7) + 1, width);
    }
    case 'H':
      return padded(hour, width);
    case 'k':
      return padded(hour === 0 ? 24 : hour, width);
    case 'K':
      return padded(hour % 12, width);
    case 'h':
      return padded(hour % 12 === 0 ? 12 : hour % 12, width);
    case 'm':
      return padded(date.getUTCMinutes(), width);
    case 's':
      return padded(date.getUTCSeconds(), width);
    case 'S':
      return padded(date.getUTCMilliseconds(), width);
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
