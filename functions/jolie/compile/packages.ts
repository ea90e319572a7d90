import { Findings, parse, type Operation, type TypeNode } from '../language';
import type { NativeOperation, NativePackage } from '../run/native';
import type { NativeHandler, OutputPortCode, PortOperation } from '../run/service-code';
import { Scope } from './scope';

/** A package of the library with its declaration parsed: what a program may import of it. */
export interface LoadedPackage {
  readonly package: NativePackage;
  readonly types: ReadonlyMap<string, TypeNode>;
  readonly interfaceName: string;
  /** Interfaces that the package does not offer itself. */
  readonly others: ReadonlyMap<string, readonly Operation[]>;
  readonly operations: ReadonlyMap<string, { readonly declared: Operation; readonly native: NativeHandler }>;
}

/** The standard library as programs see it: by the names of packages and of include files. */
export interface LoadedLibrary {
  readonly packages: ReadonlyMap<string, LoadedPackage>;
  readonly includes: ReadonlyMap<string, LoadedPackage>;
  /** Modules in Jolie, by their paths: a program's own of the same path come before them. */
  readonly modules: ReadonlyMap<string, string>;
}

/** Parses the declarations. A declaration that is wrong is a mistake of the library's author: it throws. */
export function loadLibrary(
  natives: readonly NativePackage[],
  modules: ReadonlyMap<string, string>,
): LoadedLibrary {
  const packages = new Map<string, LoadedPackage>();
  const includes = new Map<string, LoadedPackage>();
  for (const native of natives) {
    const usual = load(native, native.declaration);
    const loadedAs = (name: string): LoadedPackage => {
      const declaration = native.declarations?.get(name);
      return declaration === undefined ? usual : load(native, declaration);
    };
    for (const name of native.names) packages.set(name, loadedAs(name));
    if (native.include !== undefined) includes.set(native.include.file, loadedAs(native.include.file));
  }
  return { packages, includes, modules };
}

function load(native: NativePackage, declaration: string): LoadedPackage {
  const findings = new Findings();
  const options = { includes: () => null, sourceLimit: 1_000_000 };
  const { declarations } = parse(native.names[0]!, declaration, options, findings);
  if (findings.failed) throw new Error(`${native.names[0]}: ${JSON.stringify(findings.sorted()[0])}`);
  const types = new Map<string, TypeNode>();
  const operations = new Map<string, { declared: Operation; native: NativeHandler }>();
  const others = new Map<string, readonly Operation[]>();
  let interfaceName = '';
  for (const each of declarations) {
    if (each.kind === 'type') types.set(each.name, each.type);
    if (each.kind !== 'interface') continue;
    if (interfaceName !== '') {
      others.set(each.name, each.operations);
      continue;
    }
    interfaceName = each.name;
    for (const declared of each.operations) {
      const run = native.operations.get(declared.name);
      const suspends = native.suspending?.get(declared.name);
      if (run === undefined && suspends === undefined)
        throw new Error(`${native.names[0]} declares ${declared.name}, and does not implement it`);
      operations.set(declared.name, {
        declared,
        native: suspends === undefined ? handlerOf(native, declared.name, run!) : { suspends },
      });
    }
  }
  return { package: native, types, interfaceName, others, operations };
}

const handlerOf = (
  { keepsNothing, direct }: NativePackage,
  name: string,
  run: NativeOperation,
): NativeHandler => ({
  run,
  keepsNothing: keepsNothing?.has(name) === true || direct?.has(name) === true,
  direct: direct?.get(name) ?? null,
});

const scopes = new WeakMap<LoadedPackage, Scope>();

/** The names that a package brings. */
export function packageScope(loaded: LoadedPackage): Scope {
  let scope = scopes.get(loaded);
  if (scope === undefined) {
    scope = new Scope(new Findings());
    for (const [name, node] of loaded.types) scope.declareType(name, node);
    const operations = [...loaded.operations.values()].map(({ declared }) => declared);
    scope.interfaces.set(loaded.interfaceName, { operations, extender: false, scope });
    for (const [name, others] of loaded.others)
      scope.interfaces.set(name, { operations: others, extender: false, scope });
    scope.services.set(loaded.package.service, { kind: 'package', loaded });
    scopes.set(loaded, scope);
  }
  return scope;
}

const compiledOperations = new WeakMap<LoadedPackage, ReadonlyMap<string, PortOperation>>();

/** The operations of a package, compiled once for all programs. */
function operationsOf(loaded: LoadedPackage): ReadonlyMap<string, PortOperation> {
  let operations = compiledOperations.get(loaded);
  if (operations === undefined) {
    const scope = packageScope(loaded);
    operations = new Map(
      [...loaded.operations].map(([operation, { declared, native }]) => [
        operation,
        { ...scope.operation(declared), native },
      ]),
    );
    compiledOperations.set(loaded, operations);
  }
  return operations;
}

/** A port that leads to a package, without being bound anywhere. */
export function packagePort(loaded: LoadedPackage, name: string): OutputPortCode {
  const nativeLocation = `local://#${loaded.package.names[0]!}`;
  return { name, slot: -1, operations: operationsOf(loaded), nativeLocation };
}
