import { exceptionFault } from '../run/fault';
import type { Task } from '../run/task';
import { toInt, toText, Value, Vector, type Alias, type Basic } from '../values';

/** A step of a path: a name with its hash, or what computes it, and its index. */
export interface StepCode {
  readonly name: string;
  readonly hash: number;
  readonly dynamic: ((t: Task) => Basic) | null;
  readonly index: ((t: Task) => Basic) | null;
}

/** The index of a step in its vector; a negative one is a fault. */
function indexOf(step: StepCode, vector: Vector, t: Task): number {
  if (step.index === null) return 0;
  const index = toInt(step.index(t));
  if (index >= 0) return index;
  const message = `Index ${index} out of bounds for length ${vector.items.length}`;
  throw exceptionFault('IndexOutOfBoundsException', message, t.meter.place);
}

/** The task that follows an alias: a copy of the variables takes aliases along, which then stand for what is in the copy. */
const running = (maker: Task): Task => maker.run.current ?? maker;

/** A name that the program makes: it is hashed and compared, which is charged by its length. */
function written(name: Basic, { meter }: Task): string {
  meter.writes(name);
  const text = toText(name);
  if (text.length > 15) meter.charge(text.length >> 4);
  return text;
}

/**
 * A compiled variable path. Reading makes nothing; what writes makes every node on the way, as the official
 * interpreter does. Without a base, the first step is a slot of the session's variables, or (-1) a child of the global
 * state; with one (in a tree), a child of that.
 */
export class PathCode {
  readonly #steps: readonly StepCode[];
  readonly #slot: number;
  readonly #last: StepCode | undefined;

  constructor(steps: readonly StepCode[], slot: number) {
    this.#steps = steps;
    this.#last = steps[steps.length - 1];
    this.#slot = slot;
  }

  /** The node, made when it is not there. */
  value(t: Task, base: Value | null = null): Value {
    if (this.#last === undefined) return base ?? t.service.global;
    const vector = this.vector(t, base);
    return vector.made(indexOf(this.#last, vector, t), t.meter);
  }

  /** The node, or undefined when it is not there. */
  find(t: Task, base: Value | null = null): Value | undefined {
    const last = this.#last;
    if (last === undefined) return base ?? t.service.global;
    const vector = this.findVector(t, base);
    if (vector === undefined) return undefined;
    const item = vector.items[indexOf(last, vector, t)];
    return item === undefined ? undefined : item.link === null ? item : item.link.follow();
  }

  /** The vector that the last step names, made when it is not there. */
  vector(t: Task, base: Value | null = null): Vector {
    const steps = this.#steps;
    let vector = this.#firstMade(t, base);
    for (let k = 1; k < steps.length; k++) {
      const before = steps[k - 1]!;
      const value = vector.made(indexOf(before, vector, t), t.meter);
      const step = steps[k]!;
      vector =
        step.dynamic === null
          ? value.vectorMade(step.name, t.meter, step.hash)
          : value.vectorMade(written(step.dynamic(t), t), t.meter);
    }
    return vector;
  }

  /** The vector that the last step names, or undefined. */
  findVector(t: Task, base: Value | null = null): Vector | undefined {
    const steps = this.#steps;
    if (steps.length === 0) return undefined;
    let vector = this.#first(t, base)?.resolved();
    for (let k = 1; k < steps.length && vector !== undefined; k++) {
      const before = steps[k - 1]!;
      const value = vector.items[indexOf(before, vector, t)]?.resolved();
      if (value === undefined) return undefined;
      const step = steps[k]!;
      const held =
        step.dynamic === null
          ? value.vector(step.name, step.hash)
          : value.vector(written(step.dynamic(t), t));
      vector = held?.resolved();
    }
    return vector;
  }

  /** Puts a node in the path's place. */
  put(t: Task, node: Value, base: Value | null = null): void {
    const last = this.#last;
    if (last === undefined) {
      const global = base ?? t.service.global;
      global.basic = node.basic;
      global.children = node.children;
      return;
    }
    const vector = this.vector(t, base);
    vector.put(indexOf(last, vector, t), node, t.meter);
  }

  /** Removes what the path names: a vector whole, or one item of it. */
  undef(t: Task): void {
    const last = this.#last;
    if (last === undefined) return;
    if (last.index !== null) {
      const vector = this.findVector(t);
      if (vector === undefined) return;
      const index = indexOf(last, vector, t);
      if (index >= vector.items.length) return;
      t.meter.charge((vector.items.length - index) >> 5);
      vector.items.splice(index, 1);
      return;
    }
    if (this.#steps.length === 1 && this.#slot >= 0) {
      t.state.slots[this.#slot] = undefined;
      return;
    }
    const parent = this.#parent(t, false);
    const passed = parent?.children?.delete(this.#nameOf(last, t)) ?? 0;
    t.meter.charge(passed >> 3);
  }

  /** Makes the path an alias of another: looked up anew, indices and names included, at each use. */
  alias(t: Task, target: PathCode, base: Value | null = null): void {
    const last = this.#last;
    if (last === undefined) return;
    const { meter } = t;
    if (last.index !== null) {
      const node = new Value();
      meter.allocate(128);
      node.link = new NodeAlias(t, target, null);
      const vector = this.vector(t, base);
      vector.put(indexOf(last, vector, t), node, meter);
      return;
    }
    const vector = new Vector();
    if (target.endsInIndex) {
      // `x -> a[ i ]` stands for that item, not for its vector.
      const node = new Value();
      node.link = new NodeAlias(t, target, null);
      meter.allocate(128);
      vector.items.push(node);
    } else {
      meter.allocate(128);
      vector.link = new VectorAlias(t, target);
    }
    this.#replaceVector(t, vector, base);
  }

  /** The vector, looked for without an effect: undefined where the path computes a name or an index, too. */
  look(t: Task, hops: number): Vector | undefined {
    if (hops <= 0 || this.#steps.some(({ dynamic, index }) => dynamic !== null || index !== null))
      return undefined;
    let vector = seen(this.#first(t, null), hops);
    for (const step of this.#steps.slice(1)) {
      const value = seen(vector?.items[0], hops);
      vector = seen(value?.vector(step.name, step.hash), hops);
    }
    return vector;
  }

  /** Steps of the path. */
  get length(): number {
    return this.#steps.length;
  }

  get endsInIndex(): boolean {
    return this.#last !== undefined && this.#last.index !== null;
  }

  /** Makes the path an alias of one item of a vector: the element of a `for … in`. */
  aliasItem(t: Task, target: PathCode, index: number): void {
    const { meter } = t;
    const item = new NodeAlias(t, target, index);
    meter.allocate(128);
    if (this.#last?.index != null) {
      const node = new Value();
      node.link = item;
      const vector = this.vector(t);
      vector.put(indexOf(this.#last, vector, t), node, meter);
      return;
    }
    const node = new Value();
    node.link = item;
    const vector = new Vector();
    vector.items.push(node);
    this.#replaceVector(t, vector, null);
  }

  #replaceVector(t: Task, vector: Vector, base: Value | null): void {
    const last = this.#last!;
    if (base === null && this.#steps.length === 1 && this.#slot >= 0) {
      t.state.slots[this.#slot] = vector;
      return;
    }
    const parent = this.#steps.length === 1 ? (base ?? t.service.global) : this.#parent(t, true)!;
    const name = this.#nameOf(last, t);
    parent.vectorMade(name, t.meter);
    parent.children!.set(name, vector);
  }

  /** The node whose child the last step names. */
  #parent(t: Task, make: boolean): Value | undefined {
    const path = new PathCode(this.#steps.slice(0, -1), this.#slot);
    return make ? path.value(t) : path.find(t);
  }

  #nameOf(step: StepCode, t: Task): string {
    return step.dynamic === null ? step.name : written(step.dynamic(t), t);
  }

  #first(t: Task, base: Value | null): Vector | undefined {
    if (base === null && this.#slot >= 0) return t.state.slots[this.#slot];
    const step = this.#steps[0]!;
    const root = base ?? t.service.global;
    return step.dynamic === null
      ? root.vector(step.name, step.hash)
      : root.vector(written(step.dynamic(t), t));
  }

  #firstMade(t: Task, base: Value | null): Vector {
    if (base === null && this.#slot >= 0) {
      let vector = t.state.slots[this.#slot];
      if (vector === undefined) {
        t.meter.allocate(64);
        vector = t.state.slots[this.#slot] = new Vector();
      }
      return vector.link === null ? vector : vector.link.follow();
    }
    const step = this.#steps[0]!;
    const root = base ?? t.service.global;
    return step.dynamic === null
      ? root.vectorMade(step.name, t.meter, step.hash)
      : root.vectorMade(written(step.dynamic(t), t), t.meter);
  }
}

/** What is held, or what it stands for. */
const seen = <T extends { readonly link: Alias<T> | null }>(
  held: T | undefined,
  hops: number,
): T | undefined => (held?.link == null ? held : held.link.look(hops - 1));

/** An alias of a node: of what a path names, or of one item of its vector. `Meter.alias` bounds how far aliases lead. */
class NodeAlias implements Alias<Value> {
  constructor(
    private readonly task: Task,
    private readonly target: PathCode,
    private readonly item: number | null,
  ) {}

  follow(): Value {
    const { target, item } = this;
    const { meter } = this.task;
    return meter.alias(() => {
      const task = running(this.task);
      return item === null ? target.value(task) : target.vector(task).made(item, meter);
    }, target.length);
  }

  look(hops: number): Value | undefined {
    return seen(this.target.look(this.task, hops)?.items[this.item ?? 0], hops);
  }
}

class VectorAlias implements Alias<Vector> {
  constructor(
    private readonly task: Task,
    private readonly target: PathCode,
  ) {}

  follow(): Vector {
    const { task, target } = this;
    return task.meter.alias(() => target.vector(running(task)), target.length);
  }

  look(hops: number): Vector | undefined {
    return this.target.look(this.task, hops);
  }
}
