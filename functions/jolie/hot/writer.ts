import type { Span, Statement } from '../language';
import type { Unit } from '../compile/unit';
import type { Code, Task } from '../run/task';
import { GeneratedText } from './generated-text';
import type { Helper } from './helpers';

const { number } = GeneratedText;

/** What the functions of one service are written into, and how what is not written is made. */
export interface Workshop {
  readonly text: GeneratedText;
  /** A statement's closure. */
  readonly closure: (unit: Unit, statement: Statement) => Code;
  /** Adds a function to the text; what it gives calls it, once all are made. */
  readonly add: (body: string) => (t: Task) => unknown;
}

/**
 * Writes one function. Nodes of root variables are kept in locals of it (`n` and the slot) for as long as nothing can
 * have put others in their place: `forget` ends that.
 */
export class Writer {
  #lines: string[] = [];
  readonly #roots = new Set<number>();
  readonly #ints = new Set<number>();
  /** What the statements that are written cost. */
  readonly #costs = new Map<Span, number>();
  #temporaries = 0;
  /**
   * The place of a statement that says it only when something needs it: within loops, statements on plain variables.
   * Null: the statement has said its place.
   */
  #late: string | null = null;
  /**
   * Whether statements on plain variables may say their place late: in a loop, whose test says it when it is over, and
   * in which nothing looks at the place of the statement before.
   */
  mayBeLate = false;
  /** Whether the loop that is written is written a second time for ints. */
  inLoopOfInts = false;
  /** Whether the statement has a closure in it, which may do what nobody here sees. */
  calls = false;

  constructor(
    readonly unit: Unit,
    readonly workshop: Workshop,
  ) {}

  line(text: string): void {
    this.#lines.push(text);
  }

  /** A local of its own. */
  temporary(): string {
    return `v${this.#temporaries++}`;
  }

  constant(value: unknown): string {
    return this.workshop.text.constant(value);
  }

  /** The local that keeps a root variable's node. */
  root(slot: number): string {
    this.#roots.add(slot);
    return `n${number(slot)}`;
  }

  /** The local that has a root variable's int while a loop of ints runs. */
  int(slot: number): string {
    this.#ints.add(slot);
    return `i${number(slot)}`;
  }

  /** The node of a root variable, or what `otherwise` gives for one that is not there or is an alias. */
  node(slot: number, otherwise: Helper): string {
    const n = this.root(slot);
    return `(${n}!==null||(${n}=peek(s,${number(slot)}))!==null?${n}:${this.slow(otherwise, 't', number(slot))})`;
  }

  /** A call of a helper. */
  call(helper: Helper, ...operands: readonly string[]): string {
    return `${helper}(${operands.join(',')})`;
  }

  /** A call of a helper that may charge, fault or follow an alias: the statement's place is said first. */
  slow(helper: Helper, ...operands: readonly string[]): string {
    const call = this.call(helper, ...operands);
    return this.#late === null ? call : `(m.place=${this.#late},${call})`;
  }

  /** Writes expressions of a statement: of one that says its place late, they say it where they need it. */
  within<T>(late: Span | null, write: () => T): T {
    this.#late = late === null ? null : this.constant(late);
    try {
      return write();
    } finally {
      this.#late = null;
    }
  }

  /** Charges a statement, and makes it the run's place unless it says that late. */
  charge(span: Span, cost: number, late: boolean): void {
    const place = this.constant(span);
    this.#costs.set(span, cost);
    if (late) this.line(`if((m.left-=${number(cost)})<0)over(m,${place},m.left);`);
    else this.line(`m.place=${place};if((m.left-=${number(cost)})<0)m.refill();`);
  }

  /** What a statement was written to cost, by its place. */
  costOf(span: Span): number {
    return this.#costs.get(span)!;
  }

  /** Writes lines that stand elsewhere than where they are written. */
  block(write: () => void): readonly string[] {
    const outer = this.#lines;
    const lines: string[] = (this.#lines = []);
    try {
      write();
    } finally {
      this.#lines = outer;
    }
    return lines;
  }

  lines(lines: readonly string[]): void {
    this.#lines.push(...lines);
  }

  /** Says a place that statements have left unsaid. */
  place(span: Span): void {
    this.line(`m.place=${this.constant(span)};`);
  }

  /** Something else has run: other nodes may stand in the variables. */
  forget(): void {
    this.#lines.push(forgetting);
  }

  /** The body of the function. */
  body(): string {
    const roots = [...this.#roots].map((slot) => `n${number(slot)}`);
    const forget = roots.length === 0 ? '' : `${roots.join('=')}=null;`;
    const temporaries = Array.from({ length: this.#temporaries }, (_, i) => `v${i}`);
    const ints = [...this.#ints].map((slot) => `i${number(slot)}=0`);
    const locals = ['g=0', ...ints, ...roots.map((root) => `${root}=null`), ...temporaries];
    const declared = `let ${locals.join(',')};`;
    const lines = this.#lines.map((line) => (line === forgetting ? forget : line)).join('\n');
    return `const m=t.run.meter,s=t.state.slots;${declared}\n${lines}`;
  }
}

/** Stands for the line that empties all locals which keep nodes. */
const forgetting = '';
