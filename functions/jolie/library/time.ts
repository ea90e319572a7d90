import type { NativeContext, NativePackage } from '../run/native';
import { toLong, Value } from '../values';
import { formatDate, type Language } from './date-format';
import { parseDate } from './date-parsing';
import { childText, operations, textOf } from './operations';
import { sleep, timeouts } from './timeouts';

const day = 86_400_000;
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
  getTimeValues( string )( TimeValuesType ) throws InvalidTime,
  getDateDiff( DiffDateRequestType )( int ) throws InvalidDate,
  getTimeDiff( GetTimeDiffRequest )( int ) throws InvalidTime,
  getTimeFromMilliSeconds( int )( TimeValuesType ),
  getTimestampFromString( GetTimestampFromStringRequest )( long ) throws InvalidTimestamp
}
`,
  suspending: new Map([['sleep', sleep]]),
  operations: operations({
    ...timeouts,
    getCurrentTimeMillis: (_, context) => BigInt(Math.floor(context.now)),
    getCurrentDateTime: (request, context) => format(context, childText(request, 'format'), context.now),
    getCurrentDateValues: (_, context) => fields(context, context.now, 'day', 'month', 'year'),
    getDateTime(request, context) {
      const moment = Number(toLong(request.basic));
      const answer = fields(context, moment, 'day', 'month', 'year', 'hour', 'minute', 'second');
      answer.basic = format(context, childText(request, 'format'), moment);
      return answer;
    },
    getDateValues(request, context) {
      const moment = parse(
        context,
        childText(request, 'format') || 'dd/MM/yyyy',
        textOf(request),
        'InvalidDate',
      );
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
      return fields(
        context,
        parse(context, timeOfDay, textOf(request), 'InvalidTime'),
        'hour',
        'minute',
        'second',
      );
    },
    getDateDiff(request, context) {
      const pattern = request.vector('format') === undefined ? 'dd/MM/yyyy' : childText(request, 'format');
      const first = parse(context, pattern, childText(request, 'date1'), 'InvalidDate');
      return (
        Math.trunc((first - parse(context, pattern, childText(request, 'date2'), 'InvalidDate')) / day) | 0
      );
    },
    getTimeDiff(request, context) {
      const first = parse(context, timeOfDay, childText(request, 'time1'), 'InvalidTime');
      return (first - parse(context, timeOfDay, childText(request, 'time2'), 'InvalidTime')) | 0;
    },
    getTimeFromMilliSeconds: (request, context) =>
      fields(context, Number(request.basic), 'hour', 'minute', 'second'),
    getTimestampFromString(request, context) {
      const pattern = childText(request, 'format') || 'dd/MM/yyyy kk:mm:ss';
      return BigInt(parse(context, pattern, textOf(request), 'InvalidTimestamp'));
    },
  }),
};

function format(context: NativeContext, pattern: string, moment: number): string {
  context.meter.charge(pattern.length);
  const text = formatDate(pattern === '' ? dateTime : pattern, moment, 'en');
  if (text === null) throw context.exception('IllegalArgumentException', 'Illegal pattern');
  context.meter.string(text.length);
  return text;
}

/** The moment that a text names; the fault when it names none. */
function parse(
  context: NativeContext,
  pattern: string,
  text: string,
  fault: string,
  language: Language = 'en',
): number {
  context.meter.charge(pattern.length + (text.length >> 4));
  const parsed = parseDate(pattern, text, context.now, language);
  if (parsed.ok) return parsed.moment;
  if (parsed.reason === 'pattern') throw context.exception('IllegalArgumentException', 'Illegal pattern');
  throw context.exception(fault, 'Unparseable date');
}

type FieldName = 'day' | 'month' | 'year' | 'hour' | 'minute' | 'second';

function fields({ meter }: NativeContext, moment: number, ...names: FieldName[]): Value {
  const date = new Date(moment);
  const all: Record<FieldName, number> = {
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    year: date.getUTCFullYear(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
  };
  const answer = new Value();
  for (const name of names) answer.append(name, all[name], meter);
  return answer;
}
