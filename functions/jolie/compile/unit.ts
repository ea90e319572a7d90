import type { Findings, Span, Statement } from '../language';
import type { PathCode, SlotOf } from './paths';
import type { Code } from '../run/task';
import type { NativeOperation } from '../run/native';
import type { TypeCheck, TypeCompiler } from './types';

/** An operation that the program can call on an output port. */
export interface PortOperation {
  readonly requestResponse: boolean;
  readonly request: TypeCheck;
  readonly response: TypeCheck;
  readonly faults: ReadonlySet<string>;
  readonly run: NativeOperation;
}

/** A definition; its code is there once all are compiled, so that they may call each other. */
export interface Definition {
  code: Code | null;
}

/** What all code of one program shares while it is compiled. */
export interface ProgramScope {
  readonly findings: Findings;
  readonly slotOf: SlotOf;
  readonly types: TypeCompiler;
  readonly ports: ReadonlyMap<string, ReadonlyMap<string, PortOperation>>;
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Compiles a statement of a unit: how handlers and branches compile what they hold. */
  readonly compile: (unit: Unit, statement: Statement) => Code;
}

/** One piece of code that is entered as a whole: it numbers the places in which its statements can stop. */
export class Unit {
  #places = 0;
  #frozen: PathCode[] | null;

  constructor(
    readonly program: ProgramScope,
    /** The paths that a handler freezes are collected here; null outside a handler. */
    frozen: PathCode[] | null = null,
  ) {
    this.#frozen = frozen;
  }

  /** A place of its own in the activation's `at`. */
  place(): number {
    return this.#places++;
  }

  /** Notes a path that is evaluated when the handler is installed; gives its number. */
  freeze(path: PathCode): number {
    this.#frozen ??= [];
    return this.#frozen.push(path) - 1;
  }

  unsupported(span: Span, what: string): void {
    this.program.findings.report('unsupported', span, `the engine cannot run ${what} yet`);
  }
}
