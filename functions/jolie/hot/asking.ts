import type { Invocation } from '../compile/invocation';
import { defaultLimits } from '../run/limits';
import { Meter } from '../run/meter';
import type { DirectOperation, NativeOperation } from '../run/native';
import type { PortOperation } from '../run/service-code';
import type { Task } from '../run/task';
import { copyOf, kindOf, sizes, Value, type Basic } from '../values';

/** Fields that a request has which is asked for by {@link Asking}. */
export const mostFields = 3;

/** What is asked: by a tree with these fields, with a variable's value, of which a copy goes out, or with a literal. */
export type Asked =
  { readonly kind: 'tree'; readonly names: readonly string[] } | { readonly kind: 'copy' | 'literal' };

/** A basic value, or a `symbol` for what is none: a variable that is an alias or has children. */
export type Looked = Basic | symbol;

/**
 * A call of an operation of the library that keeps nothing of its request (`NativePackage.keepsNothing`), whose parts are
 * basic values. No request is made; making one, its copy and its check are paid for in one, as they are charged where
 * `otherwise` does them. What that is, is found out by doing it once for each call of the text, with values of the same
 * types and empty texts. What the check of an answer costs that is a basic value is found out in the same way.
 */
export class Asking {
  /** The kinds of the values for which the price is known; none before the first call. */
  private kinds = none;
  private gas = 0;
  private bytes = 0;
  /** How often each of the values is read, where it is a text. */
  private readings: readonly number[] = [];
  /** The kind of the answer for which the price of its check is known. */
  private answerKind = none;
  private answerGas = 0;
  private answerReadings = 0;

  constructor(
    private readonly asked: Asked,
    private readonly operation: PortOperation,
    /** Does the operation; what is asked has its values in the order of this. */
    private readonly run: DirectOperation['run'],
    private readonly accept: Invocation['accept'],
    /** What the call costs beside its request, and beside what the operation charges. */
    private readonly cost: number,
    /** The same call, whatever its request is like. */
    private readonly otherwise: (t: Task) => Value,
  ) {}

  /** Makes the call; gives the answer. */
  ask(t: Task, root: Looked, a: Looked, b: Looked, c: Looked): Value {
    if (!this.knows(root, a, b, c)) return this.otherwise(t);
    const { meter, native } = t.run;
    const before = meter.hold();
    try {
      if (!meter.prepaid(this.gasOf(root, a, b, c), this.bytes)) return this.otherwise(t);
      native.caller = t;
      // They are all basic values: the types are those of the sample.
      const result = this.run(native, root as Basic, a as Basic, b as Basic, c as Basic);
      if (result instanceof Value) return this.accept(result, t);
      if (kindOf(result) !== this.answerKind && !this.learnsAnswer(result))
        return this.accept(new Value(result), t);
      const read = typeof result === 'string' ? this.answerReadings * (result.length >> 4) : 0;
      meter.charge(this.answerGas + read);
      return new Value(result);
    } finally {
      meter.release(before);
    }
  }

  /** Finds out what the check of an answer of this type costs; false: it is to be checked. */
  private learnsAnswer(result: Basic): boolean {
    if (result === undefined || !isSimple(result)) return false;
    const priceOf = (sample: Basic): number => {
      const meter = free();
      const isRight = this.operation.response(new Value(sample), meter) === null;
      return isRight && meter.peakBytes === 0 ? meter.gas : NaN;
    };
    const gas = priceOf(typeof result === 'string' ? '' : result);
    const readings = typeof result === 'string' ? (priceOf(longText) - gas) / (longText.length >> 4) : 0;
    if (!Number.isInteger(gas) || !Number.isInteger(readings)) return false;
    this.answerGas = gas;
    this.answerReadings = readings;
    this.answerKind = kindOf(result);
    return true;
  }

  /** Whether the price is known of a request with these values. */
  private knows(root: Looked, a: Looked, b: Looked, c: Looked): boolean {
    if (this.kinds === none) return this.learns([root, a, b, c]);
    return kindsOf(root, a, b, c) === this.kinds;
  }

  /** What a request with these values costs. */
  private gasOf(root: Looked, a: Looked, b: Looked, c: Looked): number {
    const { readings } = this;
    let { gas } = this;
    if (typeof root === 'string') gas += readings[0]! * (root.length >> 4);
    if (typeof a === 'string') gas += readings[1]! * (a.length >> 4);
    if (typeof b === 'string') gas += readings[2]! * (b.length >> 4);
    if (typeof c === 'string') gas += readings[3]! * (c.length >> 4);
    return gas;
  }

  private learns(values: readonly Looked[]): boolean {
    if (!values.every(isSimple)) return false;
    const price = this.priceOf(values, -1);
    if (price === null) return false;
    // How often each text is read shows when it is long.
    const readings = values.map((each, i) => {
      const read = typeof each === 'string' ? this.priceOf(values, i) : price;
      return read === null ? -1 : (read.gas - price.gas) / (longText.length >> 4);
    });
    if (!readings.every((each) => Number.isInteger(each) && each >= 0)) return false;
    this.gas = this.cost + price.gas;
    this.bytes = price.peakBytes;
    this.readings = readings;
    const [root, a, b, c] = values;
    this.kinds = kindsOf(root, a, b, c);
    return true;
  }

  /** What a request costs with values of these types, its texts empty but for one; null where its type is wrong. */
  private priceOf(values: readonly Simple[], long: number): Meter | null {
    const meter = free();
    const sample = new Value();
    const [root, ...others] = values.map((each, i) =>
      typeof each !== 'string' ? each : i === long ? longText : '',
    );
    fill(sample, this.asked, meter).forEach((field, i) => (field.basic = others[i]));
    sample.basic = root;
    return this.operation.request(sample, meter) === null ? meter : null;
  }
}

/** No kind, and the kinds of no values. */
const none = -1;

/** The kinds of four values as one number. */
const kindsOf = (root: Looked, a: Looked, b: Looked, c: Looked): number =>
  kindOf(root) | (kindOf(a) << 3) | (kindOf(b) << 6) | (kindOf(c) << 9);

/** A meter that nobody pays for. */
const free = (): Meter => new Meter(defaultLimits, null, { roots: () => [] });

/**
 * Does an operation by one request, whose fields are filled for each call: for those that keep nothing of it, and read
 * more of it than basic values.
 */
export function byOneRequest(native: NativeOperation, asked: Asked): DirectOperation['run'] {
  const request = new Value();
  const fields = fill(request, asked, free());
  return (context, root, a, b, c) => {
    request.basic = root;
    if (fields.length > 0) fields[0]!.basic = a;
    if (fields.length > 1) fields[1]!.basic = b;
    if (fields.length > 2) fields[2]!.basic = c;
    try {
      return native(request, context);
    } finally {
      request.basic = undefined;
      for (const field of fields) field.basic = undefined;
    }
  };
}

const longText = 'a'.repeat(1600);

/** Values whose reading costs by the length of a text alone. */
type Simple = undefined | boolean | number | string;
const isSimple = (value: Looked): value is Simple =>
  value === undefined || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string';

/** Makes a request's fields, charged as where it is made for one call; gives their nodes. */
function fill(request: Value, asked: Asked, meter: Meter): Value[] {
  if (asked.kind === 'copy') copyOf(request, meter);
  if (asked.kind !== 'tree') return [];
  meter.allocate(sizes.value);
  return asked.names.map((name) => request.vectorMade(name, meter).made(0, meter));
}
