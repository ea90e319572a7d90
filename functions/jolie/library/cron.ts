/** A cron expression: for each field the numbers at which it holds. */
export interface Cron {
  readonly second: ReadonlySet<number>;
  readonly minute: ReadonlySet<number>;
  readonly hour: ReadonlySet<number>;
  readonly dayOfMonth: ReadonlySet<number>;
  readonly month: ReadonlySet<number>;
  /** From Sunday, which is 1. */
  readonly dayOfWeek: ReadonlySet<number>;
  readonly year: ReadonlySet<number>;
}

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const days = 'SUN MON TUE WED THU FRI SAT'.split(' ');

const dayOfMonthAt = 3;
const dayOfWeekAt = 5;

/** Seconds, minutes, hours, days of the month, months, days of the week and years; null for what is no expression. */
export function parseCron(fields: readonly string[]): Cron | null {
  // Of the two days one is said, and only of the other `?`.
  const open = fields.map((field, i) => (field.trim() === '?' ? i : -1)).filter((i) => i >= 0);
  if (open.length !== 1 || (open[0] !== dayOfMonthAt && open[0] !== dayOfWeekAt)) return null;
  const bounds: readonly [number, number, readonly string[]][] = [
    [0, 59, []],
    [0, 59, []],
    [0, 23, []],
    [1, 31, []],
    [1, 12, months],
    [1, 7, days],
    [1970, 2199, []],
  ];
  const sets = bounds.map(([least, most, names], i) => parseField(fields[i]!, least, most, names));
  if (sets.includes(null)) return null;
  const [second, minute, hour, dayOfMonth, month, dayOfWeek, year] = sets as Set<number>[];
  return {
    second: second!,
    minute: minute!,
    hour: hour!,
    dayOfMonth: dayOfMonth!,
    month: month!,
    dayOfWeek: dayOfWeek!,
    year: year!,
  };
}

function parseField(text: string, least: number, most: number, names: readonly string[]): Set<number> | null {
  const set = new Set<number>();
  const number = (word: string): number => {
    const named = names.indexOf(word.toUpperCase());
    return named >= 0 ? named + 1 : /^\d{1,4}$/.test(word) ? Number(word) : NaN;
  };
  for (const part of text.split(',')) {
    const found = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d{1,4}))?$/.exec(part.trim());
    if (found === null) return null;
    const [, first, last, every] = found;
    const any = first === '*' || first === '?';
    const from = any ? least : number(first!);
    const to = last !== undefined ? number(last) : any || every !== undefined ? most : from;
    const step = every === undefined ? 1 : Number(every);
    if (!(from >= least && to <= most && step <= most) || (any && last !== undefined)) return null;
    // No step at all leaves the first number alone.
    for (let n = from; n <= to; n += step === 0 ? most + 1 : step) set.add(n);
  }
  return set;
}

/** Days that are looked at before an expression counts as one that never comes again. */
const farthest = 366 * 5;

/** The first moment after `now` at which the expression holds, in UTC; null when none is near. `step` is called before each look. */
export function nextMoment(cron: Cron, now: number, step: () => void): number | null {
  const date = new Date(Math.floor(now / 1000) * 1000 + 1000);
  for (let i = 0; i < farthest; i++) {
    step();
    const day =
      cron.year.has(date.getUTCFullYear()) &&
      cron.month.has(date.getUTCMonth() + 1) &&
      cron.dayOfMonth.has(date.getUTCDate()) &&
      cron.dayOfWeek.has(date.getUTCDay() + 1);
    const moment = day ? withinDay(cron, date, step) : null;
    if (moment !== null) return moment;
    date.setUTCHours(24, 0, 0, 0);
  }
  return null;
}

function withinDay(cron: Cron, from: Date, step: () => void): number | null {
  const date = new Date(from);
  const day = date.getUTCDate();
  while (date.getUTCDate() === day) {
    step();
    if (!cron.hour.has(date.getUTCHours())) date.setUTCHours(date.getUTCHours() + 1, 0, 0, 0);
    else if (!cron.minute.has(date.getUTCMinutes())) date.setUTCMinutes(date.getUTCMinutes() + 1, 0, 0);
    else if (!cron.second.has(date.getUTCSeconds())) date.setUTCSeconds(date.getUTCSeconds() + 1, 0);
    else return date.getTime();
  }
  return null;
}
