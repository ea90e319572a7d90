import { operationOf } from './operations';
import type { NotedName, PlainPath, Reading } from './reading';

/** What a name stands for, so far that others can be held against it. */
export type SourceSymbol =
  | { readonly kind: 'path'; readonly name: string; readonly path: PlainPath; readonly service: number }
  | { readonly kind: 'port' | 'definition'; readonly name: string; readonly service: number }
  /** Types, interfaces and services: one name stands for one of them. */
  | { readonly kind: 'declared' | 'constant'; readonly name: string }
  /** `own`: the source declares it. */
  | { readonly kind: 'operation'; readonly name: string; readonly own: boolean }
  /** A field of a message. */
  | { readonly kind: 'field'; readonly name: string; readonly from: number };

/** What a name stands for; null: for nothing that is known. */
export function symbolOf(reading: Reading, name: NotedName): SourceSymbol | null {
  const { role, text, service, from } = name;
  switch (role.kind) {
    case 'path':
    case 'tree-field': {
      const path = reading.pathOf(name);
      return path === null
        ? { kind: 'field', name: text, from }
        : { kind: 'path', name: text, path, service };
    }
    case 'call':
    case 'input':
    case 'operation': {
      const port = role.kind === 'call' ? role.port : null;
      const own =
        role.kind === 'operation' ||
        operationOf(reading, service, { operation: text, port })?.declared.span.file === reading.source.file;
      return { kind: 'operation', name: text, own };
    }
    case 'output-port':
    case 'input-port':
      return { kind: 'port', name: text, service };
    case 'definition':
      // A name alone calls a definition, or it is nothing yet.
      return role.declares || reading.defines(text) ? { kind: 'definition', name: text, service } : null;
    case 'constant':
      return { kind: 'constant', name: text };
    case 'type':
    case 'interface':
    case 'service':
    case 'imported':
      return { kind: 'declared', name: text };
    default:
      return null;
  }
}

/** Whether another name of the source stands for the same. */
export function isSame(reading: Reading, symbol: SourceSymbol, name: NotedName): boolean {
  if (name.text !== symbol.name) return false;
  const other = symbolOf(reading, name);
  if (other === null) return false;
  switch (symbol.kind) {
    case 'path':
      return (
        other.kind === 'path' &&
        symbol.path.root === other.path.root &&
        symbol.path.names.length === other.path.names.length &&
        symbol.path.names.every((each, i) => each !== null && each === other.path.names[i]) &&
        reading.sameVariables(symbol.service, other.service)
      );
    case 'port':
    case 'definition':
      return (
        other.kind === symbol.kind &&
        other.name === symbol.name &&
        (other.service === symbol.service || other.service === 0 || symbol.service === 0)
      );
    case 'operation':
      return other.kind === 'operation' && other.name === symbol.name && other.own === symbol.own;
    case 'declared':
    case 'constant':
      return other.kind === symbol.kind && other.name === symbol.name;
    case 'field':
      return other.kind === 'field' && other.from === symbol.from;
  }
}
