/** The IANA time zones that this browser knows, and `current`, by name. */
export function zonesWith(current: string): string[] {
  return [...new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])].sort();
}

/** The day and the time in a zone, at a moment in milliseconds since the epoch. */
export function timeIn(timeZone: string, at: number): string {
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return format.format(at);
}
