/** A day in UTC and its parts by the calendar of Java's `GregorianCalendar`: Julian before 15 October 1582. */
export interface CalendarDate {
  readonly era: 'BC' | 'AD';
  /** Of the era, from 1. */
  readonly year: number;
  /** The year that the day's week belongs to; 0 and less before Christ. */
  readonly weekYear: number;
  /** From 0. */
  readonly month: number;
  readonly day: number;
  readonly dayOfYear: number;
  /** From Sunday, which is 1. */
  readonly dayOfWeek: number;
  readonly weekOfYear: number;
  readonly weekOfMonth: number;
  /** Which of the month's days of that name it is, from 1. */
  readonly dayOfWeekInMonth: number;
}

/** A field that a text sets. */
export type CalendarField =
  | 'era'
  | 'year'
  | 'weekYear'
  | 'month'
  | 'weekOfYear'
  | 'weekOfMonth'
  | 'day'
  | 'dayOfYear'
  | 'dayOfWeek'
  | 'dayOfWeekInMonth'
  | 'half'
  | 'hour'
  | 'hourOfDay'
  | 'minute'
  | 'second'
  | 'milli'
  | 'zone';

export const dayLength = 86_400_000;
const sunday = 1;
/** 15 October 1582, in days since 1970: the first of the Gregorian calendar. */
const cutover = -141_427;
const cutoverYear = 1582;

/** Days from 1970 to the first of a month; years before Christ are 0 and less. */
function monthStart(year: number, month: number, gregorian: boolean): number {
  const y = month < 2 ? year - 1 : year;
  const days = 365 * y + Math.floor(y / 4) + Math.floor((153 * ((month + 10) % 12) + 2) / 5) - 719_470;
  return gregorian ? days - Math.floor(y / 100) + Math.floor(y / 400) + 2 : days;
}

const weekday = (days: number): number => ((((days + 4) % 7) + 7) % 7) + 1;
const onOrBefore = (days: number, dayOfWeek: number): number => days - ((weekday(days) - dayOfWeek + 7) % 7);

/** The Sunday with which the first week of a year or month begins: the week of its first day. */
const firstWeek = (first: number): number => onOrBefore(first, sunday);

/** The year and month of a day, and where that year's months begin. */
function yearAndMonth(days: number): { year: number; month: number } {
  const gregorian = days >= cutover;
  let year = Math.floor(days / (gregorian ? 365.2425 : 365.25)) + 1970;
  while (monthStart(year + 1, 0, gregorian) <= days) year++;
  while (monthStart(year, 0, gregorian) > days) year--;
  let month = 11;
  while (monthStart(year, month, gregorian) > days) month--;
  return { year, month };
}

/** The day that lies so many days after 1 January 1970. */
export function calendarDate(days: number): CalendarDate {
  const { year, month } = yearAndMonth(days);
  const yearFirst = monthStart(year, 0, year > cutoverYear);
  const monthFirst = monthStart(year, month, days >= cutover && !(year === cutoverYear && month === 9));
  const nextYear = firstWeek(monthStart(year + 1, 0, year + 1 > cutoverYear));
  const ofNextYear = days >= nextYear;
  const dayOfMonth = days - monthStart(year, month, days >= cutover) + 1;
  return {
    era: year > 0 ? 'AD' : 'BC',
    year: year > 0 ? year : 1 - year,
    weekYear: ofNextYear ? year + 1 : year,
    month,
    day: dayOfMonth,
    dayOfYear: days - yearFirst + 1,
    dayOfWeek: weekday(days),
    weekOfYear: ofNextYear ? 1 : Math.floor((days - firstWeek(yearFirst)) / 7) + 1,
    weekOfMonth: Math.floor((days - firstWeek(monthFirst)) / 7) + 1,
    dayOfWeekInMonth: Math.floor((days - monthFirst) / 7) + 1,
  };
}

/**
 * The moment (ms since the epoch) that fields name, in the order in which they were set: of fields that contradict each
 * other those that were set last count, by the rules of Java's `Calendar`. Fields may be out of their range and carry
 * over; what is not set is that of 1 January 1970. Wraps at 64 bits.
 */
export function momentOf(fields: ReadonlyMap<CalendarField, number>): bigint {
  const names = [...fields.keys()];
  const stamp = (name: CalendarField): number => names.indexOf(name) + 1;
  const value = (name: CalendarField): number => fields.get(name) ?? 0;
  const twelve = fields.has('hour') && fields.has('half') ? Math.max(stamp('hour'), stamp('half')) : 0;
  const hour = stamp('hourOfDay') > twelve ? value('hourOfDay') : value('hour') + value('half') * 12;
  const time = ((hour * 60 + value('minute')) * 60 + value('second')) * 1000 + value('milli');
  const carried = Math.floor(time / dayLength);
  const days = carried + dayOf(fields, stamp, carried);
  const moment =
    BigInt(days) * BigInt(dayLength) + BigInt(time - carried * dayLength - value('zone') * 60_000);
  return BigInt.asIntN(64, moment);
}

type Stamp = (name: CalendarField) => number;

/** The day that fields name, before what the time of day carries over. */
function dayOf(fields: ReadonlyMap<CalendarField, number>, stamp: Stamp, carried: number): number {
  if (stamp('weekYear') > stamp('year')) {
    const year = fields.get('weekYear')!;
    const dayOfWeek = fields.get('dayOfWeek') ?? sunday;
    const week = firstWeek(monthStart(year, 0, year > cutoverYear));
    return week + 7 * ((fields.get('weekOfYear') ?? 1) - 1) + (dayOfWeek - sunday);
  }
  const named = fields.get('year') ?? 1970;
  const year = fields.get('era') === 0 ? 1 - named : named;
  const how = dayFields(stamp);
  const gregorian = dayBy(how, fields, year, true);
  const julian = dayBy(how, fields, year, false);
  if (year === cutoverYear) {
    if (how === 'dayOfYear' || how === 'weekOfYear') return julian;
    return gregorian + carried >= cutover && julian + carried >= cutover ? gregorian : julian;
  }
  if (year > cutoverYear) return gregorian + carried >= cutover ? gregorian : julian;
  return julian + carried < cutover ? julian : gregorian;
}

type DayFields = 'day' | 'weekOfMonth' | 'dayOfWeekInMonth' | 'dayOfYear' | 'weekOfYear';

/** Which fields say the day: the group that was set last, of those that are whole; else of those that are not. */
function dayFields(stamp: Stamp): DayFields {
  const withDay = (name: CalendarField): number =>
    stamp(name) > 0 && stamp('dayOfWeek') > 0 ? Math.max(stamp(name), stamp('dayOfWeek')) : 0;
  const latest = (groups: readonly (readonly [DayFields, number])[]): DayFields | null => {
    const best = groups.reduce((one, other) =>
      other[1] > one[1] || (other[1] === one[1] && stamp(other[0]) > stamp(one[0])) ? other : one,
    );
    return best[1] > 0 ? best[0] : null;
  };
  return (
    latest([
      ['day', stamp('day')],
      ['weekOfMonth', withDay('weekOfMonth')],
      ['dayOfWeekInMonth', withDay('dayOfWeekInMonth')],
      ['dayOfYear', stamp('dayOfYear')],
      ['weekOfYear', withDay('weekOfYear')],
    ]) ??
    latest([
      ['weekOfMonth', stamp('weekOfMonth')],
      ['dayOfWeekInMonth', Math.max(stamp('dayOfWeekInMonth'), stamp('dayOfWeek'))],
      ['weekOfYear', stamp('weekOfYear')],
    ]) ??
    'day'
  );
}

function dayBy(
  how: DayFields,
  fields: ReadonlyMap<CalendarField, number>,
  year: number,
  gregorian: boolean,
): number {
  const dayOfWeek = fields.get('dayOfWeek') ?? sunday;
  if (how === 'dayOfYear') return monthStart(year, 0, gregorian) + fields.get('dayOfYear')! - 1;
  if (how === 'weekOfYear') {
    const week = firstWeek(monthStart(year, 0, gregorian));
    return week + 7 * (fields.get('weekOfYear')! - 1) + (dayOfWeek - sunday);
  }
  const months = fields.get('month') ?? 0;
  const month = ((months % 12) + 12) % 12;
  const first = monthStart(year + Math.floor(months / 12), month, gregorian);
  if (how === 'day') return first + (fields.get('day') ?? 1) - 1;
  if (how === 'weekOfMonth')
    return firstWeek(first) + 7 * (fields.get('weekOfMonth')! - 1) + (dayOfWeek - sunday);
  const nth = fields.get('dayOfWeekInMonth') ?? 1;
  if (nth >= 0) return onOrBefore(first + 7 * nth - 1, dayOfWeek);
  const next = monthStart(year + Math.floor((months + 1) / 12), (month + 1) % 12, gregorian);
  return onOrBefore(next + 7 * (nth + 1) - 1, dayOfWeek);
}
