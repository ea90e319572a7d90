import type { NativeContext, NativePackage } from '../run/native';
import { toLong, Value } from '../values';
import { calendarDate, dayLength } from './calendar';
import { formatDate, splitMoment, type Language } from './date-format';
import { parseDate } from './date-parsing';
import { childText, hasChild, operations, textOf } from './operations';
import { sleep, timeouts } from './timeouts';

const dateTime = 'dd/MM/yyyy HH:mm:ss';
const timeOfDay = 'kk:mm:ss';

/** `time`: the run's own clock, and dates in UTC. */
export const time: NativePackage = {
  names: ['time'],
  include: { file: 'time.iol', port: 'Time' },
  service: 'Time',
  declaration: `
type DateValuesType: void { day: int month: int year: int }
type TimeValuesType: void { hour: int minute: int second: int }
type DateTimeType: void { day: int month: int year: int hour: int minute: int second: int }
type DateValuesRequestType: string { format?: string }
type CurrentDateTimeRequestType: void { format?: string }
type DiffDateRequestType: void { format?: string date1: string date2: string }
type GetTimeDiffRequest: void { time1: string time2: string }
type GetTimestampFromStringRequest: string { format?: string language?: string }
type GetDateTimeRequest: long { format?: string }
type GetDateTimeResponse: string { day: int month: int year: int hour: int minute: int second: int }
type SetNextTimeOutRequest: int { operation?: string message?: undefined }
type ScheduleTimeOutRequest: int { operation?: string message?: undefined timeunit?: string }
interface TimeInterface {
OneWay:
  setNextTimeout( SetNextTimeOutRequest ),
  stopNextTimeout( void )
RequestResponse:
  sleep( int )( void ),
  scheduleTimeout( ScheduleTimeOutRequest )( long ) throws InvalidTimeUnit,
  cancelTimeout( long )( bool ),
  getCurrentTimeMillis( void )( long ),
  getCurrentDateTime( CurrentDateTimeRequestType )( string ),
  getCurrentDateValues( void )( DateValuesType ),
  getDateTime( GetDateTimeRequest )( GetDateTimeResponse ),
  getDateValues( DateValuesRequestType )( DateValuesType ) throws InvalidDate,
  getDateTimeValues( GetTimestampFromStringRequest )( DateTimeType ) throws InvalidDate,
  getTimeValues( string )( TimeValuesType ),
  getDateDiff( DiffDateRequestType )( int ),
  getTimeDiff( GetTimeDiffRequest )( int ),
  getTimeFromMilliSeconds( int )( TimeValuesType ),
  getTimestampFromString( GetTimestampFromStringRequest )( long ) throws InvalidTimestamp
}
`,
  suspending: new Map([['sleep', sleep]]),
  operations: operations({
    ...timeouts,
    getCurrentTimeMillis: (_, context) => nowOf(context),
    getCurrentDateTime: (request, context) =>
      formatted(context, childText(request, 'format'), nowOf(context)) ?? undefined,
    getCurrentDateValues: (_, context) => fields(context, nowOf(context), 'day', 'month', 'year'),
    getDateTime(request, context) {
      const moment = toLong(request.basic);
      const text = formatted(context, childText(request, 'format'), moment);
      // A pattern that is none gives void, which the response's type refuses.
      if (text === null) return undefined;
      const answer = fields(context, moment, 'day', 'month', 'year', 'hour', 'minute', 'second');
      answer.basic = text;
      return answer;
    },
    getDateValues(request, context) {
      const pattern = childText(request, 'format') || 'dd/MM/yyyy';
      const moment = parse(context, pattern, textOf(request), 'InvalidDate');
      return fields(context, moment, 'day', 'month', 'year');
    },
    getDateTimeValues(request, context) {
      const language = childText(request, 'language') === 'it' ? 'it' : 'en';
      // Seconds before minutes: what the official operation reads when no format is given.
      const pattern = childText(request, 'format') || 'dd/MM/yyyy HH:ss:mm';
      const moment = parse(context, pattern, textOf(request), 'InvalidDate', language);
      return fields(context, moment, 'day', 'month', 'year', 'hour', 'minute', 'second');
    },
    getTimeValues(request, context) {
      const moment = parse(context, timeOfDay, textOf(request), 'InvalidTime');
      return fields(context, moment, 'hour', 'minute', 'second');
    },
    getDateDiff(request, context) {
      const pattern = hasChild(request, 'format') ? childText(request, 'format') : 'dd/MM/yyyy';
      const first = parse(context, pattern, childText(request, 'date1'), 'InvalidDate');
      const second = parse(context, pattern, childText(request, 'date2'), 'InvalidDate');
      return Number(BigInt.asIntN(32, (first - second) / BigInt(dayLength)));
    },
    getTimeDiff(request, context) {
      const first = parse(context, timeOfDay, childText(request, 'time1'), 'InvalidDate');
      const second = parse(context, timeOfDay, childText(request, 'time2'), 'InvalidDate');
      return Number(BigInt.asIntN(32, first - second));
    },
    getTimeFromMilliSeconds: (request, context) =>
      fields(context, toLong(request.basic), 'hour', 'minute', 'second'),
    getTimestampFromString(request, context) {
      const pattern = childText(request, 'format') || 'dd/MM/yyyy kk:mm:ss';
      return parse(context, pattern, textOf(request), 'InvalidTimestamp');
    },
  }),
};

const nowOf = (context: NativeContext): bigint => BigInt(Math.floor(context.now));

/** A moment as the pattern writes it; null when Java refuses the pattern. */
function formatted(context: NativeContext, pattern: string, moment: bigint): string | null {
  context.meter.charge(20 + pattern.length * 4);
  const text = formatDate(pattern === '' ? dateTime : pattern, moment, 'en');
  if (text !== null) context.meter.string(text.length);
  return text;
}

/** The moment that a text names; the fault when it names none. */
function parse(
  context: NativeContext,
  pattern: string,
  text: string,
  fault: string,
  language: Language = 'en',
): bigint {
  context.meter.charge(20 + pattern.length * 6 + (text.length >> 4));
  const parsed = parseDate(pattern, text, context.now, language);
  if (parsed.ok) return parsed.moment;
  if (parsed.reason === 'pattern') throw context.exception('IllegalArgumentException', parsed.message);
  context.meter.allocate(text.length * 2);
  throw context.exception(fault, `Unparseable date: "${text}"`);
}

type FieldName = 'day' | 'month' | 'year' | 'hour' | 'minute' | 'second';

function fields({ meter }: NativeContext, moment: bigint, ...names: FieldName[]): Value {
  const { days, time } = splitMoment(moment);
  const date = calendarDate(days);
  const all: Record<FieldName, number> = {
    day: date.day,
    month: date.month + 1,
    year: date.year,
    hour: Math.floor(time / 3_600_000),
    minute: Math.floor(time / 60_000) % 60,
    second: Math.floor(time / 1000) % 60,
  };
  const answer = new Value();
  for (const name of names) answer.append(name, all[name], meter);
  return answer;
}
