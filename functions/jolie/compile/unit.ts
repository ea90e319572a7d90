import type { Findings, Span, Statement } from '../language';
import type { PathCode } from './paths';
import type { Code } from '../run/task';
import type { OperationType, OutputPortCode } from '../run/service-code';
import type { TypeCompiler } from './types';

/** A definition; its code is there once all are compiled, so that they may call each other. */
export interface Definition {
  code: Code | null;
}

/** The operation that a courier stands before. */
export interface Forwarding {
  readonly operation: string;
  readonly port: OutputPortCode | null;
  /** The fields that an extender added: they do not go on. */
  readonly added: ReadonlySet<string>;
}

/** Another way to make code than closures, for one service: of statements that never wait. */
export interface Tier {
  /** Code for the first of these statements, as many as it takes together; null: the first must be closures. */
  compile(
    unit: Unit,
    statements: readonly Statement[],
  ): { readonly code: Code; readonly count: number } | null;
  /** The service is compiled: the code is needed now. */
  settle(): void;
}

/** What the names of a service stand for, while its code is compiled. */
export interface Names {
  readonly findings: Findings;
  /** Whether the code tells of its steps. */
  readonly traced: boolean;
  /** Gives a root name its slot. */
  readonly slotOf: (name: string) => number;
  readonly types: TypeCompiler;
  readonly ports: ReadonlyMap<string, OutputPortCode>;
  /** The operations that the service's input ports offer themselves. */
  readonly inputs: ReadonlyMap<string, OperationType>;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** What the definitions hold. */
  readonly bodies: ReadonlyMap<string, Statement>;
  readonly tier: Tier | null;
  /** Compiles a statement of a unit: how handlers and branches compile what they hold. */
  readonly compile: (unit: Unit, statement: Statement) => Code;
}

/**
 * What all code of one service shares while it is compiled. Compiled code holds on to it by its closures, and by it
 * would hold on to the names and their trees: so it lets go of them when it is closed.
 */
export class ProgramScope {
  #names: Names | null;

  constructor(names: Names) {
    this.#names = names;
  }

  /** The service is compiled, and nothing will ask for a name again. */
  close(): void {
    this.#open.tier?.settle();
    this.#names = null;
  }

  get #open(): Names {
    if (this.#names === null) throw new Error('the service is compiled already');
    return this.#names;
  }

  get findings(): Findings {
    return this.#open.findings;
  }

  get traced(): boolean {
    return this.#open.traced;
  }

  get types(): TypeCompiler {
    return this.#open.types;
  }

  get ports(): Names['ports'] {
    return this.#open.ports;
  }

  get inputs(): Names['inputs'] {
    return this.#open.inputs;
  }

  get bodies(): Names['bodies'] {
    return this.#open.bodies;
  }

  get tier(): Tier | null {
    return this.#open.tier;
  }

  get definitions(): Names['definitions'] {
    return this.#open.definitions;
  }

  slotOf(name: string): number {
    return this.#open.slotOf(name);
  }

  compile(unit: Unit, statement: Statement): Code {
    return this.#open.compile(unit, statement);
  }
}

const noSteps: readonly Code[] = [];

/** One piece of code that is entered as a whole: it numbers the places in which its statements can stop. */
export class Unit {
  #places = 0;
  /** The steps that are collected; null as long as there are none. */
  #steps: Code[] | null = null;
  #frozen: PathCode[] | null;
  #weight = 0;

  constructor(
    readonly program: ProgramScope,
    /** The paths that a handler freezes are collected here; null outside a handler. */
    frozen: PathCode[] | null = null,
    /** What `forward` passes on, in a courier. */
    readonly courier: Forwarding | null = null,
  ) {
    this.#frozen = frozen;
  }

  /** A place of its own in the activation's `at`. */
  place(): number {
    return this.#places++;
  }

  /** Notes parts of expressions: operands, operators, steps of paths. */
  weigh(parts: number): void {
    this.#weight += parts;
  }

  /** What a statement costs whose expressions were compiled since this was last asked: more than one only for long ones. */
  cost(): number {
    return Math.max(1, this.weighed() >> 2);
  }

  /** The parts that were noted since the last cost; they are forgotten. */
  weighed(): number {
    const weight = this.#weight;
    this.#weight = 0;
    return weight;
  }

  /** Notes a path that is evaluated when the handler is installed; gives its number. */
  freeze(path: PathCode): number {
    this.#frozen ??= [];
    return this.#frozen.push(path) - 1;
  }

  /** Code of its own that belongs to this one: a handler, a branch. */
  within(frozen: PathCode[] | null = null): Unit {
    return new Unit(this.program, frozen, this.courier);
  }

  /**
   * Compiles what may hold calls that suspend: they become steps to be run before it, in the order of evaluation,
   * because an expression itself never suspends.
   */
  collecting<T>(compile: () => T): { result: T; steps: readonly Code[] } {
    const outer = this.#steps;
    this.#steps = null;
    try {
      const result = compile();
      return { result, steps: this.#steps ?? noSteps };
    } finally {
      this.#steps = outer;
    }
  }

  /** Adds a step, at the end or before those from `at` on. */
  step(code: Code, at = this.steps): void {
    this.#steps ??= [];
    this.#steps.splice(at, 0, code);
  }

  get steps(): number {
    return this.#steps === null ? 0 : this.#steps.length;
  }

  unsupported(span: Span, what: string): void {
    this.program.findings.report('unsupported', span, `the engine cannot run ${what} yet`);
  }
}
