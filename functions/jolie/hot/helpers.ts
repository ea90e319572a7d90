import {
  addCharged,
  compareCharged,
  equalCharged,
  holds,
  multiplyCharged,
  subtractCharged,
} from '../compile/expressions';
import type { Definition } from '../compile/unit';
import type { PathCode } from '../compile/paths';
import { namesIn } from '../compile/statements';
import { exceptionFault, Fault, Terminated } from '../run/fault';
import { gasOfBytes, type Meter } from '../run/meter';
import type { Task } from '../run/task';
import { copyInto, copyOf, sizes, step, toInt, Value, Vector, type Basic } from '../values';
import type { Span } from '../language';
import type { Asking, Looked } from './asking';
import type { Look } from './look';

/** The node of a root variable where it is there and no alias; null elsewhere. */
function peek(slots: readonly (Vector | undefined)[], slot: number): Value | null {
  const vector = slots[slot];
  if (vector === undefined || vector.link !== null || vector.items.length === 0) return null;
  const node = vector.items[0]!;
  return node.link === null ? node : null;
}

/** The node of a root variable, by whatever aliases it is reached. */
function findRoot(t: Task, slot: number): Value | undefined {
  return at(rootVector(t, slot), 0);
}

function readRoot(t: Task, slot: number): Basic {
  return findRoot(t, slot)?.basic;
}

function rootVector(t: Task, slot: number): Vector | undefined {
  const vector = t.state.slots[slot];
  return vector === undefined || vector.link === null ? vector : vector.link.follow();
}

function makeRootVector(t: Task, slot: number): Vector {
  let vector = t.state.slots[slot];
  if (vector === undefined) {
    t.meter.allocate(sizes.vector);
    vector = t.state.slots[slot] = new Vector();
  }
  return vector.link === null ? vector : vector.link.follow();
}

/** What a root variable costs that is not there yet: its vector and its node. */
const bytesOfRoot = sizes.vector + sizes.value;
const gasOfRoot = gasOfBytes(sizes.vector) + gasOfBytes(sizes.value);

function makeRoot(t: Task, slot: number): Value {
  const { slots } = t.state;
  if (slots[slot] === undefined && t.meter.prepaid(gasOfRoot, bytesOfRoot)) {
    const made = new Value();
    slots[slot] = new Vector([made]);
    return made;
  }
  return makeRootVector(t, slot).made(0, t.meter);
}

/** The vector of this name below a node, if it is there. */
function vec(node: Value | undefined, name: string, hash: number): Vector | undefined {
  if (node === undefined || node.children === null) return undefined;
  const vector = node.children.get(name, hash);
  return vector === undefined || vector.link === null ? vector : vector.link.follow();
}

function at(vector: Vector | undefined, index: number): Value | undefined {
  if (vector === undefined || index >= vector.items.length) return undefined;
  const node = vector.items[index]!;
  return node.link === null ? node : node.link.follow();
}

function index(t: Task, vector: Vector, basic: Basic): number {
  const number = typeof basic === 'number' ? basic : toInt(basic);
  if (number >= 0) return number;
  const message = `Index ${number} out of bounds for length ${vector.items.length}`;
  throw exceptionFault('IndexOutOfBoundsException', message, t.meter.place);
}

function madeAt(t: Task, vector: Vector, basic: Basic): Value {
  return vector.made(index(t, vector, basic), t.meter);
}

const size = (vector: Vector | undefined): number => (vector === undefined ? 0 : vector.items.length);

/** One up or down, of what is no int. */
function stepped(t: Task, before: Basic, by: 1 | -1): Basic {
  const after = step(before, by);
  if (after === null)
    throw new Fault('TypeMismatch', new Value('expected type int, long, or double.'), t.meter.place);
  return after;
}

/** Gas is used up to the next look at the clock, in a statement that has not said its place yet. */
function over(meter: Meter, place: Span, left: number): number {
  meter.place = place;
  meter.left = left;
  meter.refill();
  return meter.left;
}

/** A call of the library whose answer, or emptiness where it ends with a declared fault, goes into a variable. */
function solicit(
  t: Task,
  run: (t: Task) => Value,
  faults: ReadonlyMap<string, unknown>,
  response: PathCode | null,
): void {
  try {
    const answer = run(t);
    if (response !== null) response.put(t, answer);
  } catch (error) {
    if (error instanceof Fault && faults.has(error.fault)) response?.put(t, new Value());
    throw error;
  }
}

/** A call of the library that is known to keep nothing of what it is asked. */
const ask = (t: Task, asking: Asking, root: Looked, a?: Looked, b?: Looked, c?: Looked): Value =>
  asking.ask(t, root, a, b, c);

const look = (slots: readonly (Vector | undefined)[], path: Look): Looked => path.at(slots);

/** Puts an answer in the place of a root variable's node. */
function put(t: Task, slot: number, answer: Value): void {
  const { slots } = t.state;
  if (slots[slot] === undefined && t.meter.prepaid(gasOfRoot, bytesOfRoot)) {
    slots[slot] = new Vector([answer]);
    return;
  }
  makeRootVector(t, slot).put(0, answer, t.meter);
}

/** Puts an answer where a path leads. */
function answer(t: Task, path: PathCode, node: Value): void {
  path.put(t, node);
}

/** A call of a definition that never waits: on the host's stack, with what `Task.call` and `Task.step` charge. */
function enter(t: Task, definition: Definition): void {
  const { meter, activation } = t;
  const code = definition.code!;
  t.call(code);
  try {
    code(t);
  } catch (error) {
    if (error instanceof Fault || error instanceof Terminated) meter.charge(30);
    throw error;
  } finally {
    t.activation = activation;
    t.at = activation.at;
  }
}

/** What generated code calls. Each is what the closures do at the same place, gas included. */
export const helpers = {
  add: addCharged,
  answer,
  ask,
  at,
  compare: compareCharged,
  copyInto,
  copyOf,
  enter,
  equal: equalCharged,
  findRoot,
  holds,
  imul: Math.imul,
  index,
  look,
  madeAt,
  makeRoot,
  makeRootVector,
  multiply: multiplyCharged,
  namesIn,
  over,
  peek,
  put,
  readRoot,
  rootVector,
  size,
  solicit,
  stepped,
  subtract: subtractCharged,
  Value,
  vec,
} as const;

export type Helper = keyof typeof helpers;
