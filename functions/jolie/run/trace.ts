import type { Span } from '../language';
import { Double, toText, type Value, type Vector } from '../values';
import type { Place } from './outcome';
import type { PlainTree } from './plain-tree';
import type { Run } from './scheduler';
import type { Task } from './task';

/** How much of a run is told. */
export interface TraceLimits {
  /** Steps that are told; the run goes on without a word after them. */
  readonly steps: number;
  /** Nodes of one step's variables, all together. */
  readonly nodes: number;
  /** UTF-16 units of one text. */
  readonly characters: number;
}

export const defaultTraceLimits: TraceLimits = { steps: 500, nodes: 200, characters: 400 };

/** A moment of a run: a statement is about to run, or the code of a service has come to its end. */
export interface Step {
  readonly kind: 'statement' | 'end';
  readonly place: Place;
  /** The service whose code it is; `main` for a program without one. */
  readonly service: string;
  /** What the statement calls: `println@Console`. */
  readonly call?: string;
  /**
   * The variables by name, in the order in which the source names them, and `global` where there is any. What was left
   * out for its size stands as `…`, and so does an alias that cannot be followed without an effect.
   */
  readonly variables: { readonly [name: string]: PlainTree };
  /** UTF-16 units that were printed before. */
  readonly printed: number;
}

/** Who is told of the steps of a run; only programs that were compiled with `traced` have any. */
export interface Trace {
  readonly observe: (step: Step) => void;
  /** Called once, when there was a step more than the limits allow. */
  readonly onFull?: () => void;
  readonly limits?: TraceLimits;
}

/** Deeper, a tree is cut. */
const deepest = 16;
/** Aliases that lead to aliases, followed for a look. */
const hops = 16;
const leftOut = '…';

/** Tells a host of the steps of one run. It reads and charges nothing, so that the run is the same without it. */
export class Tracer {
  #told = 0;
  readonly #limits: TraceLimits;

  constructor(
    private readonly run: Run,
    private readonly trace: Trace,
  ) {
    this.#limits = trace.limits ?? defaultTraceLimits;
  }

  tell(kind: Step['kind'], { file, line, column }: Span, task: Task, call: string | null): void {
    if (this.#told > this.#limits.steps) return;
    if (this.#told++ === this.#limits.steps) return this.trace.onFull?.();
    this.trace.observe({
      kind,
      place: { file, line, column },
      service: task.service.code.name,
      ...(call === null ? {} : { call }),
      variables: new Snapshot(this.#limits).of(task),
      printed: this.run.printedLength,
    });
  }
}

/** A copy of what a session's variables hold, as far as the limits go. */
class Snapshot {
  #nodes: number;
  readonly #characters: number;

  constructor({ nodes, characters }: TraceLimits) {
    this.#nodes = nodes;
    this.#characters = characters;
  }

  of({ service, state }: Task): Step['variables'] {
    const { slots, outputPorts } = service.code;
    const variables = members();
    for (const [name, slot] of slots) {
      const vector = state.slots[slot];
      const isThere = vector !== undefined && (vector.link !== null || vector.items.length > 0);
      if (isThere && !outputPorts.has(name)) put(variables, name, this.#vector(vector, 0));
    }
    if (service.global.hasChildren) put(variables, 'global', this.#value(service.global, 0));
    return variables;
  }

  #vector(held: Vector, depth: number): PlainTree {
    const vector = held.link === null ? held : held.link.look(hops);
    if (vector === undefined) return leftOut;
    if (vector.items.length === 1) return this.#value(vector.items[0]!, depth);
    const trees: PlainTree[] = [];
    for (const item of vector.items) {
      trees.push(this.#value(item, depth));
      if (this.#nodes < 0) break;
    }
    return trees;
  }

  #value(held: Value, depth: number): PlainTree {
    const value = held.link === null ? held : held.link.look(hops);
    if (value === undefined || depth > deepest || this.#nodes-- <= 0) return leftOut;
    if (!value.hasChildren) return this.#basic(value);
    const tree = members();
    if (value.basic !== undefined) put(tree, '$', this.#basic(value));
    for (const [name, vector] of value.children!.entries()) {
      if (this.#nodes <= 0) {
        put(tree, leftOut, null);
        break;
      }
      put(tree, name, this.#vector(vector, depth + 1));
    }
    return tree;
  }

  #basic({ basic }: Value): PlainTree {
    if (basic === undefined) return null;
    if (basic instanceof Double) return Number.isFinite(basic.value) ? basic.value : toText(basic);
    if (typeof basic === 'boolean' || typeof basic === 'number') return basic;
    const text = toText(basic);
    return text.length <= this.#characters ? text : text.slice(0, this.#characters) + leftOut;
  }
}

type Members = { [name: string]: PlainTree };

/** Names of variables are a program's: none of them means anything to JavaScript here. */
const members = (): Members => ({});

const put = (tree: Members, name: string, value: PlainTree) =>
  Object.defineProperty(tree, name, { value, enumerable: true, writable: true, configurable: true });
