import { packageScope, type LoadedPackage } from '../compile/packages';
import type { Scope } from '../compile/scope';
import type { MessageNote, Name, Operation, Port } from '../language';
import type { DeclaredTypes } from '../run/service-code';
import type { Reading } from './reading';

/** An operation with the types that its declaration saw, and the package that it is of; null: one written in Jolie. */
export interface KnownOperation {
  readonly declared: Operation;
  readonly types: DeclaredTypes;
  readonly of: LoadedPackage | null;
}

type Named = readonly [string, KnownOperation];
export type KnownOperations = ReadonlyMap<string, KnownOperation>;

const own = (operations: readonly Operation[], types: DeclaredTypes): Named[] =>
  operations.map((declared) => [declared.name, { declared, types, of: null }]);

/** The operations of an interface. */
export function operationsOfInterface({ scope }: Reading, name: string): KnownOperations {
  const found = scope.interface(name);
  return new Map(found === undefined ? [] : own(found.operations, found.scope.compiler));
}

const ofInterfaces = (interfaces: readonly Name[], scope: Scope) =>
  interfaces.flatMap(({ name }) => {
    const found = scope.interface(name);
    return found === undefined ? [] : own(found.operations, found.scope.compiler);
  });

const ofPort = ({ interfaces, operations }: Port, scope: Scope) => [
  ...ofInterfaces(interfaces, scope),
  ...own(operations, scope.compiler),
];

const ofPackage = (loaded: LoadedPackage): Named[] =>
  [...loaded.operations].map(([name, { declared }]) => [
    name,
    { declared, types: packageScope(loaded).compiler, of: loaded },
  ]);

/** What a service offers whoever embeds it. */
export function offeredBy({ scope }: Reading, name: string): KnownOperations {
  const symbol = scope.service(name);
  if (symbol === undefined) return new Map();
  if (symbol.kind === 'package') return new Map(ofPackage(symbol.loaded));
  const { declared, scope: its } = symbol;
  return new Map([
    ...ofInterfaces(declared.interfaces, its),
    ...declared.declarations.flatMap((each) => (each.kind === 'input-port' ? ofPort(each, its) : [])),
  ]);
}

/** What can be called at the output ports that a service sees, by port; of a source that is wrong, what can be read. */
export function outputPortsOf(reading: Reading, service: number): ReadonlyMap<string, KnownOperations> {
  const known = reading.outputPorts.get(service);
  if (known !== undefined) return known;
  const ports = new Map<string, Map<string, KnownOperation>>();
  const add = (port: string, operations: Iterable<Named>) => {
    const all = ports.get(port) ?? new Map<string, KnownOperation>();
    for (const [name, operation] of operations) all.set(name, operation);
    ports.set(port, all);
  };
  for (const { declaration: each, service: at } of reading.declarations) {
    if (at !== service && at !== 0) continue;
    if (each.kind === 'output-port') add(each.name, ofPort(each, reading.scope));
    if (each.kind === 'embed' && each.port !== null) add(each.port, offeredBy(reading, each.service));
    if (each.kind !== 'include') continue;
    const loaded = reading.library.includes.get(each.path);
    if (loaded !== undefined) add(loaded.package.include!.port, ofPackage(loaded));
    for (const inner of each.declarations)
      if (inner.kind === 'output-port') add(inner.name, ofPort(inner, reading.scope));
  }
  reading.outputPorts.set(service, ports);
  return ports;
}

/** What a service takes in at its input ports, by port. */
export function inputPortsOf(reading: Reading, service: number): ReadonlyMap<string, KnownOperations> {
  const { declarations, scope } = reading;
  const known = reading.inputPorts.get(service);
  if (known !== undefined) return known;
  const ports = new Map<string, KnownOperations>();
  for (const { declaration: each, service: at } of declarations)
    if (each.kind === 'input-port' && (at === service || at === 0))
      ports.set(each.name, new Map(ofPort(each, scope)));
  reading.inputPorts.set(service, ports);
  return ports;
}

/** The operation that a message is of; undefined where that is not known. */
export function operationOf(
  reading: Reading,
  service: number,
  { operation, port }: Omit<MessageNote, 'part'>,
): KnownOperation | undefined {
  if (port !== null) return outputPortsOf(reading, service).get(port)?.get(operation);
  for (const operations of inputPortsOf(reading, service).values()) {
    const found = operations.get(operation);
    if (found !== undefined) return found;
  }
  return undefined;
}
