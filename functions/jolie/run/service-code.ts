import type { Operation, Span, TypeNode } from '../language';
import type { Basic, Value } from '../values';
import type { Meter } from './meter';
import type { DirectOperation, NativeOperation, SuspendingOperation } from './native';
import type { Code, Task } from './task';

/** What is wrong with a message, in the official interpreter's words, around the path of the node that they name. */
export class Mismatch {
  constructor(
    private readonly before: string,
    private readonly after: string,
    private readonly path = '',
  ) {}

  /** The same, of a node that lies under this name. */
  under(name: string): Mismatch {
    return new Mismatch(this.before, this.after, `.${name}${this.path}`);
  }

  get text(): string {
    return `${this.before}#Message${this.path}${this.after}`;
  }
}

/** Says what is wrong with a value, or null. A message that is right costs no text. */
export type TypeCheck = (value: Value, meter: Meter, depth?: number) => Mismatch | null;

/** The types that a declaration may name, each with the names that its own declaration saw. */
export interface DeclaredTypes {
  named(name: string): { readonly node: TypeNode; readonly compiler: DeclaredTypes } | undefined;
}

/** An operation as an interface declares it. */
export interface OperationType {
  readonly name: string;
  readonly requestResponse: boolean;
  readonly request: TypeCheck;
  readonly response: TypeCheck;
  /** The faults that it declares, and the check of each one's data where it has a type. */
  readonly faults: ReadonlyMap<string, TypeCheck | null>;
  /** The name of the request's type, by which a correlation set speaks of the operation. */
  readonly requestName: string | null;
  /** The declaration, for what is checked before a run; null where an extender has changed it. */
  readonly declared: { readonly operation: Operation; readonly types: DeclaredTypes } | null;
}

/** What an operation of a package does: at once, or with an answer that may come later. */
export type NativeHandler =
  | {
      readonly run: NativeOperation;
      readonly keepsNothing: boolean;
      readonly direct: DirectOperation | null;
      readonly suspends?: undefined;
    }
  | { readonly run?: undefined; readonly suspends: SuspendingOperation };

/** An operation that can be called on an output port; `native` where a package of the library answers it. */
export interface PortOperation extends OperationType {
  readonly native: NativeHandler | null;
}

/** An output port as it is compiled. Where it leads is in the session's variables, under the port's name. */
export interface OutputPortCode {
  readonly name: string;
  /** The slot of the port's variable; -1 while no code speaks of it, so that only a package's own binding holds. */
  slot: number;
  readonly operations: ReadonlyMap<string, PortOperation>;
  /** The location that a package of the library is reached by, when its port is rebound. */
  readonly nativeLocation: string | null;
}

/** What happens to a message for an operation of an input port. */
export type InputHandler =
  | { readonly kind: 'direct'; readonly type: OperationType }
  | { readonly kind: 'aggregated'; readonly type: OperationType; readonly port: OutputPortCode }
  | { readonly kind: 'courier'; readonly type: OperationType; readonly code: Code };

export interface InputPortCode {
  readonly name: string;
  /** Null: no location is written, and only the host and the service itself reach the port. */
  readonly location: ((t: Task) => Basic) | null;
  readonly operations: ReadonlyMap<string, InputHandler>;
  readonly redirects: ReadonlyMap<string, OutputPortCode>;
  readonly span: Span;
}

/** One variable of a correlation set, for one operation: the session's path and the message's. */
export interface CorrelationPair {
  readonly session: (t: { readonly state: Task['state'] }) => Value | undefined;
  readonly message: (request: Value) => Value | undefined;
  readonly assign: (task: Task, value: Value) => void;
}

export type ExecutionMode = 'single' | 'concurrent' | 'sequential';

/** A service ready to be started, any number of times. Filled when it is compiled: services may embed each other. */
export interface ServiceCode {
  readonly name: string;
  mode: ExecutionMode;
  readonly slots: Map<string, number>;
  /** Embeds what the service embeds, then runs its `init`s. */
  boot: Code;
  main: Code;
  /** The operations with which a session begins. */
  readonly starters: Set<string>;
  /** Correlation pairs by operation; an operation that is not there does not correlate. */
  readonly correlations: Map<string, readonly CorrelationPair[]>;
  readonly inputPorts: InputPortCode[];
  readonly outputPorts: Map<string, OutputPortCode>;
  parameter: { readonly slot: number; readonly check: TypeCheck } | null;
  /** The old internal service: what its own ports do not reach, those of the service around it may. */
  readonly internal: boolean;
}
