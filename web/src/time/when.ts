/** Times as a reader likes them, in their language and zone. */
export interface When {
  /** Names the calendar day, for telling days apart. */
  dayOf(at: number): string;
  /** A day's heading. */
  day(at: number, now: number, words: { today: string; yesterday: string }): string;
  /** The time of the day. */
  time(at: number): string;
  /** Short, for lists: the time today, else the day. */
  short(at: number, now: number, words: { today: string; yesterday: string }): string;
  /** In full. */
  full(at: number): string;
}

const dayMilliseconds = 24 * 60 * 60_000;

/** @param locale a BCP 47 tag @param timeZone an IANA zone; the machine's when missing */
export function whenIn(locale: string, timeZone?: string): When {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const key = format({ year: 'numeric', month: '2-digit', day: '2-digit' });
  const heading = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const headingWithYear = format({ day: 'numeric', month: 'long', year: 'numeric' });
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  const weekday = format({ weekday: 'short' });
  const date = format({ day: 'numeric', month: 'short' });
  const full = format({ dateStyle: 'medium', timeStyle: 'medium' });
  const dayOf = (at: number) => key.format(at);
  return {
    dayOf,
    day(at, now, { today, yesterday }) {
      if (dayOf(at) === dayOf(now)) return today;
      if (dayOf(at) === dayOf(now - dayMilliseconds)) return yesterday;
      return (now - at < 180 * dayMilliseconds ? heading : headingWithYear).format(at);
    },
    time: (at) => clock.format(at),
    short(at, now, { yesterday }) {
      if (dayOf(at) === dayOf(now)) return clock.format(at);
      if (dayOf(at) === dayOf(now - dayMilliseconds)) return yesterday;
      return (now - at < 6 * dayMilliseconds ? weekday : date).format(at);
    },
    full: (at) => full.format(at),
  };
}
