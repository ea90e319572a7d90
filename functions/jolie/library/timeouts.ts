import type { Reply } from '../run/exchange';
import type { NativeContext } from '../run/native';
import type { Timer } from '../run/timers';
import { copyOf, toInt, toLong, Value } from '../values';
import { childText, hasChild } from './operations';

/** The time-outs that one service has set: the next one, and those that have a number. */
const pending = (): { next: Timer | null; readonly scheduled: Map<bigint, Timer>; count: bigint } => ({
  next: null,
  scheduled: new Map(),
  count: 0n,
});

const units: ReadonlyMap<string, number> = new Map([
  ['DAYS', 86_400_000],
  ['HOURS', 3_600_000],
  ['MICROSECONDS', 0.001],
  ['MILLISECONDS', 1],
  ['MINUTES', 60_000],
  ['NANOSECONDS', 0.000_001],
  ['SECONDS', 1000],
]);

/** `sleep`: the caller goes on when the run's time has come so far. */
export function sleep(request: Value, context: NativeContext, reply: Reply): void {
  context.meter.charge(10);
  context.later(toInt(request.basic), () => reply.reply(new Value()));
}

/** The operations that send the caller's service a message later. */
export const timeouts = {
  setNextTimeout(request: Value, context: NativeContext): undefined {
    const held = context.service.held(pending);
    if (held.next !== null) context.cancel(held.next);
    held.next = remind(request, context, 1, () => (held.next = null));
  },
  stopNextTimeout(_: Value, context: NativeContext): undefined {
    const held = context.service.held(pending);
    if (held.next !== null) context.cancel(held.next);
    held.next = null;
  },
  scheduleTimeout(request: Value, context: NativeContext): bigint {
    const held = context.service.held(pending);
    const { scheduled } = held;
    // A number is taken even when the unit is none.
    const id = held.count++;
    const name = hasChild(request, 'timeunit')
      ? childText(request, 'timeunit').toUpperCase()
      : 'MILLISECONDS';
    const unit = units.get(name);
    if (unit === undefined)
      throw context.exception('InvalidTimeUnit', `No enum constant java.util.concurrent.TimeUnit.${name}`);
    scheduled.set(
      id,
      remind(request, context, unit, () => scheduled.delete(id)),
    );
    return id;
  },
  cancelTimeout(request: Value, context: NativeContext): boolean {
    const { scheduled } = context.service.held(pending);
    const id = toLong(request.basic);
    const timer = scheduled.get(id);
    scheduled.delete(id);
    return timer !== undefined && context.cancel(timer);
  },
};

function remind(request: Value, context: NativeContext, unit: number, gone: () => void): Timer {
  const { service } = context;
  const operation = childText(request, 'operation') || 'timeout';
  const sent = request.child('message');
  const message = sent === undefined ? new Value() : copyOf(sent, context.meter);
  return context.later(
    Math.trunc(toInt(request.basic) * unit),
    () => {
      gone();
      context.notify(service, operation, message);
    },
    message,
  );
}
