import type { Operation, TypeNode } from '../language';
import { printType } from '../print';
import type { DeclaredTypes } from '../run/service-code';
import { packageScope, type LoadedLibrary, type LoadedPackage } from './packages';

/** A field that a message may have, for whoever writes one. */
export interface FieldContents {
  readonly name: string;
  readonly optional: boolean;
  /** Its type, as a source writes it. */
  readonly type: string;
}

export interface OperationContents {
  readonly name: string;
  readonly kind: 'one-way' | 'request-response';
  readonly request: string;
  /** Null: a one-way operation. */
  readonly response: string | null;
  readonly faults: readonly string[];
  /** The fields of the request, those of all choices together. */
  readonly fields: readonly FieldContents[];
}

/** A package of the standard library, as an editor shows it. */
export interface PackageContents {
  /** What `from … import` says. */
  readonly name: string;
  readonly service: string;
  /** The file that `include` says, and the port that it brings. */
  readonly include: { readonly file: string; readonly port: string } | null;
  readonly operations: readonly OperationContents[];
}

/** What there is to import, each package under the first of its names that brings all of it. */
export const libraryContents = ({ packages }: LoadedLibrary): readonly PackageContents[] =>
  fullest(packages).map(([name, loaded]) => ({
    name,
    service: loaded.package.service,
    include: loaded.package.include ?? null,
    operations: [...loaded.operations.values()].map(({ declared }) =>
      operationContents(declared, packageScope(loaded).compiler),
    ),
  }));

/** An operation as an editor shows it, with the types that its declaration saw. */
export const operationContents = (declared: Operation, types: DeclaredTypes): OperationContents => ({
  name: declared.name,
  kind: declared.requestResponse ? 'request-response' : 'one-way',
  request: typeText(declared.request, types),
  response: declared.requestResponse ? typeText(declared.response, types) : null,
  faults: declared.faults.map(({ name }) => name),
  fields: fieldsOf(declared.request, types),
});

/** A type as a source writes it, with what its name stands for. */
export function typeText(type: TypeNode | null, types: DeclaredTypes): string {
  if (type === null) return 'undefined';
  const node = type.kind === 'named' ? (types.named(type.name)?.node ?? type) : type;
  return printType(node, '');
}

/** The fields that a value of a type may have, those of all choices together. */
export function fieldsOf(type: TypeNode | null, types: DeclaredTypes, depth = 0): FieldContents[] {
  if (type === null || depth > 8) return [];
  if (type.kind === 'named') {
    const symbol = types.named(type.name);
    return symbol === undefined ? [] : fieldsOf(symbol.node, symbol.compiler, depth + 1);
  }
  if (type.kind === 'choice') {
    const all = [...fieldsOf(type.left, types, depth + 1), ...fieldsOf(type.right, types, depth + 1)];
    return [...new Map(all.map((field) => [field.name, field])).values()];
  }
  return type.fields.map(({ name, cardinality, type: inner }) => ({
    name,
    optional: cardinality.least === 0,
    type: printType(inner, ''),
  }));
}

/** Of the names of one package, the one with the most operations. */
function fullest(packages: LoadedLibrary['packages']): readonly [name: string, loaded: LoadedPackage][] {
  const best = new Map<LoadedPackage['package'], [string, LoadedPackage]>();
  for (const [name, loaded] of packages) {
    const known = best.get(loaded.package)?.[1];
    if (known === undefined || known.operations.size < loaded.operations.size)
      best.set(loaded.package, [name, loaded]);
  }
  return [...best.values()];
}
