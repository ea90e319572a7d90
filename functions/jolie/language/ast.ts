/**
 * The syntax tree of Jolie 1.13, as the parser makes it and the compiler reads it. `with` is not in it: the language
 * defines it as a textual prefix, so the parser writes the prefix into every path. Constants are replaced likewise.
 */
import type { Span } from './span';

interface Node {
  readonly span: Span;
}

/** A constant: an int (number), a long (bigint), a double, a string or a bool. */
export type Literal =
  | { readonly type: 'int'; readonly value: number }
  | { readonly type: 'long'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'void' };

export interface PathStep {
  /** A name, or the expression of a dynamic one: `a.( e )`. */
  readonly name: string | Expression;
  readonly index: Expression | null;
}

/** A variable path. With root `global` the steps begin in the global state. */
export interface Path extends Node {
  readonly root: 'variable' | 'global' | 'csets';
  readonly steps: readonly PathStep[];
}

export type CompareOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type BasicName = 'bool' | 'int' | 'long' | 'double' | 'string' | 'raw' | 'void' | 'any';

export type InlineOperation =
  | { readonly kind: 'assign' | 'copy'; readonly path: Path; readonly value: Expression }
  | { readonly kind: 'link'; readonly path: Path; readonly target: Path };

export type Expression = Node &
  (
    | { readonly kind: 'literal'; readonly literal: Literal }
    | { readonly kind: 'variable'; readonly path: Path }
    | {
        readonly kind: 'sum';
        readonly terms: readonly { readonly minus: boolean; readonly value: Expression }[];
      }
    | {
        readonly kind: 'product';
        readonly first: Expression;
        readonly rest: readonly { readonly operator: '*' | '/' | '%'; readonly value: Expression }[];
      }
    | { readonly kind: 'or' | 'and'; readonly operands: readonly Expression[] }
    | {
        readonly kind: 'compare';
        readonly operator: CompareOperator;
        readonly left: Expression;
        readonly right: Expression;
      }
    | { readonly kind: 'not'; readonly operand: Expression }
    | { readonly kind: 'instanceof'; readonly value: Expression; readonly type: TypeNode }
    | {
        readonly kind: 'is';
        readonly test: 'defined' | 'int' | 'long' | 'double' | 'bool' | 'string';
        readonly path: Path;
      }
    | {
        readonly kind: 'cast';
        readonly to: 'int' | 'long' | 'double' | 'bool' | 'string';
        readonly value: Expression;
      }
    | { readonly kind: 'size'; readonly path: Path }
    | { readonly kind: 'increment'; readonly path: Path; readonly by: 1 | -1; readonly prefix: boolean }
    | { readonly kind: 'assignment'; readonly path: Path; readonly value: Expression }
    | { readonly kind: 'tree'; readonly root: Expression; readonly operations: readonly InlineOperation[] }
    | {
        readonly kind: 'conditional';
        readonly condition: Expression;
        readonly then: Expression;
        readonly otherwise: Expression;
      }
    | { readonly kind: 'fresh' }
    /** `^path` in a handler: the value it has when the handler is installed. */
    | { readonly kind: 'frozen'; readonly path: Path }
    | {
        readonly kind: 'call';
        readonly operation: string;
        readonly port: string;
        readonly argument: Expression | null;
      }
  );

export interface Handler {
  /** Fault names; null is `this`. */
  readonly names: readonly (string | null)[];
  readonly body: Statement;
}

export type Input =
  | (Node & { readonly kind: 'one-way'; readonly operation: string; readonly request: Path | null })
  | (Node & {
      readonly kind: 'request-response';
      readonly operation: string;
      readonly request: Path | null;
      readonly response: Expression | null;
      readonly body: Statement | null;
    });

export interface InputBranch {
  readonly input: Input;
  readonly body: Statement | null;
}

export type Statement = Node &
  (
    | { readonly kind: 'sequence' | 'parallel'; readonly statements: readonly Statement[] }
    | {
        readonly kind: 'assign';
        readonly operator: '=' | '+=' | '-=' | '*=' | '/=';
        readonly path: Path;
        readonly value: Expression;
      }
    | { readonly kind: 'copy'; readonly path: Path; readonly value: Expression; readonly links: boolean }
    | { readonly kind: 'link'; readonly path: Path; readonly target: Path }
    | { readonly kind: 'step'; readonly path: Path; readonly by: 1 | -1 }
    | { readonly kind: 'undef'; readonly path: Path }
    | { readonly kind: 'synchronized'; readonly lock: string; readonly body: Statement }
    | {
        readonly kind: 'spawn';
        readonly index: Path;
        readonly count: Expression;
        readonly result: Path | null;
        readonly body: Statement;
      }
    | { readonly kind: 'for-in'; readonly element: Path; readonly vector: Path; readonly body: Statement }
    | {
        readonly kind: 'for';
        readonly init: Statement;
        readonly condition: Expression;
        readonly step: Statement;
        readonly body: Statement;
      }
    | { readonly kind: 'foreach'; readonly name: Path; readonly tree: Path; readonly body: Statement }
    | { readonly kind: 'while'; readonly condition: Expression; readonly body: Statement }
    | {
        readonly kind: 'if';
        readonly branches: readonly { readonly condition: Expression; readonly body: Statement }[];
        readonly otherwise: Statement | null;
      }
    | { readonly kind: 'link-in' | 'link-out'; readonly name: string }
    | { readonly kind: 'current-handler' | 'null' | 'exit' }
    | { readonly kind: 'scope'; readonly name: string; readonly body: Statement }
    | { readonly kind: 'compensate'; readonly name: string }
    | { readonly kind: 'throw'; readonly fault: string; readonly value: Expression | null }
    | { readonly kind: 'install'; readonly handlers: readonly Handler[] }
    | { readonly kind: 'choice'; readonly branches: readonly InputBranch[] }
    | {
        readonly kind: 'provide';
        readonly provide: readonly InputBranch[];
        readonly until: readonly InputBranch[];
      }
    | { readonly kind: 'receive'; readonly input: Input }
    | {
        readonly kind: 'notify';
        readonly operation: string;
        readonly port: string;
        readonly portSpan: Span;
        readonly value: Expression | null;
      }
    | {
        readonly kind: 'solicit';
        readonly operation: string;
        readonly port: string;
        readonly portSpan: Span;
        readonly value: Expression | null;
        readonly response: Path | null;
        readonly handlers: readonly Handler[];
      }
    | {
        readonly kind: 'forward';
        readonly port: string | null;
        readonly request: Path | null;
        readonly response: Path | null;
        readonly solicit: boolean;
      }
    | { readonly kind: 'define-call'; readonly name: string }
  );

/** How often a field may stand: from `least` to `most` times (Infinity: without end). */
export interface Cardinality {
  readonly least: number;
  readonly most: number;
}

export type Refinement =
  | { readonly kind: 'length'; readonly least: number; readonly most: number }
  | { readonly kind: 'enum'; readonly values: readonly string[] }
  | { readonly kind: 'ranges'; readonly ranges: readonly (readonly [number | bigint, number | bigint])[] }
  | { readonly kind: 'regex'; readonly pattern: string };

export interface Field extends Node {
  readonly name: string;
  readonly cardinality: Cardinality;
  readonly type: TypeNode;
}

export type TypeNode = Node &
  (
    | {
        readonly kind: 'tree';
        readonly base: BasicName;
        readonly refinements: readonly Refinement[];
        readonly fields: readonly Field[];
        /** `{ ? }`: any fields. */
        readonly open: boolean;
      }
    | { readonly kind: 'named'; readonly name: string }
    | { readonly kind: 'choice'; readonly left: TypeNode; readonly right: TypeNode }
  );

export interface FaultType extends Node {
  readonly name: string;
  readonly type: TypeNode | null;
}

export interface Operation extends Node {
  readonly name: string;
  readonly request: TypeNode | null;
  /** Null: a one-way operation. */
  readonly response: TypeNode | null;
  readonly requestResponse: boolean;
  readonly faults: readonly FaultType[];
}

export interface Name extends Node {
  readonly name: string;
}

export interface Aggregate {
  readonly ports: readonly Name[];
  readonly extender: Name | null;
}

export interface Port extends Node {
  readonly kind: 'input-port' | 'output-port';
  readonly name: string;
  readonly location: Expression | null;
  readonly protocol: Expression | null;
  readonly interfaces: readonly Name[];
  readonly operations: readonly Operation[];
  readonly aggregates: readonly Aggregate[];
  readonly redirects: readonly { readonly resource: string; readonly port: Name }[];
}

export interface CourierBranch extends Node {
  readonly interface: boolean;
  readonly name: string;
  readonly request: Path | null;
  readonly response: Path | null;
  readonly requestResponse: boolean;
  readonly body: Statement;
}

export interface Service extends Node {
  readonly kind: 'service';
  readonly name: string;
  readonly parameter: { readonly name: string; readonly type: TypeNode } | null;
  readonly private: boolean;
  /** The old internal service (`Interfaces:` in its body). */
  readonly interfaces: readonly Name[];
  readonly declarations: readonly Declaration[];
  /** `foreign java { … }` and its like. */
  readonly foreign: Name | null;
}

export type Declaration =
  | (Node & {
      readonly kind: 'import';
      /** `a.b.c`, with its leading dots when it is relative. */
      readonly from: string;
      /** Null: `import *`. */
      readonly symbols: readonly { readonly name: Name; readonly as: string }[] | null;
    })
  | (Node & {
      readonly kind: 'include';
      readonly path: string;
      readonly declarations: readonly Declaration[];
    })
  | (Node & { readonly kind: 'execution'; readonly mode: 'single' | 'concurrent' | 'sequential' })
  | (Node & {
      readonly kind: 'cset';
      readonly variables: readonly {
        readonly path: Path;
        readonly aliases: readonly { readonly type: string; readonly path: Path }[];
      }[];
    })
  | (Node & {
      readonly kind: 'type';
      readonly name: string;
      readonly type: TypeNode;
      readonly private: boolean;
    })
  | (Node & {
      readonly kind: 'interface';
      readonly name: string;
      readonly extender: boolean;
      readonly operations: readonly Operation[];
      readonly private: boolean;
    })
  | Port
  | (Node & {
      readonly kind: 'embedded';
      readonly technology: string;
      readonly path: string;
      readonly port: string | null;
    })
  | (Node & {
      readonly kind: 'embed';
      readonly service: string;
      readonly argument: Expression | null;
      readonly port: string | null;
      /** `as`: the embedding makes the port; `in`: it is there already. */
      readonly makesPort: boolean;
    })
  | (Node & { readonly kind: 'define'; readonly name: string; readonly body: Statement })
  | (Node & { readonly kind: 'init' | 'main'; readonly body: Statement })
  | (Node & { readonly kind: 'courier'; readonly port: string; readonly branches: readonly CourierBranch[] })
  | Service;

/** A source, parsed. */
export interface Module {
  readonly file: string;
  readonly declarations: readonly Declaration[];
}
