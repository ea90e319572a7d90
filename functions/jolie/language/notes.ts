import type { Declaration, Expression, Path, TypeNode } from './ast';
import type { Token } from './scanner';

/** The names of a path, null where one shows only in a run. */
export type Names = readonly (string | null)[];

/** A message as a source speaks of it: of an operation at an output port, or (null) of one that the source offers. */
export interface MessageNote {
  readonly operation: string;
  readonly port: string | null;
  readonly part: 'request' | 'response';
}

/** What a tree is written for: a message, a variable, or what only a run shows (null); and the fields down to it. */
export interface Receiver {
  readonly of: MessageNote | Path | null;
  readonly names: Names;
}

/** What a name stands for where it stands. */
export type Role =
  /** The last name of a path; the names are those up to it, those of a surrounding `with` included. */
  | { readonly kind: 'path'; readonly root: Path['root']; readonly names: Names }
  | { readonly kind: 'tree-field'; readonly receiver: Receiver }
  /** An operation: called at a port, taken as an input (null), or declared. */
  | { readonly kind: 'call'; readonly port: string | null }
  | { readonly kind: 'input' }
  | { readonly kind: 'operation' }
  /** A port, and the operation that is called there. */
  | { readonly kind: 'output-port' | 'input-port'; readonly declares: boolean; readonly operation?: string }
  | {
      readonly kind: 'type' | 'interface' | 'service' | 'definition' | 'constant';
      readonly declares: boolean;
    }
  | { readonly kind: 'package' }
  | { readonly kind: 'imported'; readonly from: string }
  /** Where a declaration, or a part of a port, was expected. */
  | { readonly kind: 'declaration'; readonly inService: boolean }
  | { readonly kind: 'port-part' };

/** What a variable gets: a message, the value of an expression, something of a type, or (null) what only a run shows. */
export type Given =
  | { readonly kind: 'message'; readonly message: MessageNote; readonly of: Expression | null }
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'type'; readonly type: TypeNode }
  | null;

/**
 * Who is told of names while a source is parsed, also of those in statements that are wrong. What is told twice of a
 * token holds as it was told last.
 */
export interface Notes {
  name(token: Token, role: Role): void;
  gives(path: Path, given: Given): void;
  /** An expression becomes a message. */
  sends(value: Expression, message: MessageNote): void;
  declares(declaration: Declaration): void;
  /** A service begins, or (null) ends. */
  service(name: Token | null): void;
}
