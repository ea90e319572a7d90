/**
 * How many minutes the time of a zone is ahead of UTC at a moment.
 * @param at ms since the epoch @param zone an IANA name; one that is not known counts as UTC
 */
export function offsetAt(at: number, zone: string): number {
  // Most people have set none, and a format costs more than many a run.
  if (zone === 'UTC') return 0;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  } catch {
    return 0;
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return local / 60_000 - Math.floor(at / 60_000);
}
