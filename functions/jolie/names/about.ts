import { operationContents, typeText, type OperationContents } from '../compile/contents';
import { inputPortsOf, offeredBy, operationOf, operationsOfInterface, outputPortsOf } from './operations';
import type { KnownOperation, KnownOperations } from './operations';
import type { NotedName, Range, Reading } from './reading';
import { isSame, symbolOf } from './symbols';
import { Types, type JsonContract } from './types';

export type NameKind =
  'operation' | 'port' | 'type' | 'interface' | 'service' | 'definition' | 'variable' | 'field' | 'constant';

/** What an editor shows of a name, and where else the name stands. */
export interface AboutName extends Range {
  readonly name: string;
  readonly kind: NameKind;
  /** The types that it may have, or what a type is, as a source writes them; none where only a run shows it. */
  readonly types: readonly string[];
  /** The operation that it is, or those behind it: of a port, an interface or a service. */
  readonly operations: readonly OperationContents[];
  /** The package of the library that it is of; null: one of the source or its modules. */
  readonly of: string | null;
  /** The lines on which a variable gets something. */
  readonly written: readonly number[];
  /** Where it is declared, or first written; null where that is not in this source. */
  readonly declared: Range | null;
  /** Everywhere it stands, itself included, in the order of the text. */
  readonly uses: readonly Range[];
}

/** Lines that are told of one name. */
const mostLines = 20;

/** What there is to say of a name; null where it stands for nothing that is known. */
export function aboutNoted(reading: Reading, name: NotedName, json: JsonContract | null): AboutName | null {
  const symbol = symbolOf(reading, name);
  if (symbol === null) return null;
  const same = [...reading.names.values()].filter((each) => isSame(reading, symbol, each));
  const uses = same.map(({ from, to }) => ({ from, to })).sort((one, other) => one.from - other.from);
  const { from, to, text } = name;
  const declared = same.find(
    ({ role }) => role.kind === 'operation' || ('declares' in role && role.declares),
  );
  const shown = contentsOf(reading, name, json);
  if (shown === null) return null;
  const lines = shown.kind === 'variable' || shown.kind === 'field' ? writtenOf(reading, name) : [];
  const place =
    declared ??
    (symbol.kind === 'path' ? same.find((each) => lines.includes(reading.lineOf(each.from))) : undefined);
  return {
    from,
    to,
    name: text,
    types: [],
    operations: [],
    of: null,
    ...shown,
    written: lines.slice(0, mostLines),
    declared: place === undefined ? null : { from: place.from, to: place.to },
    uses: uses.length === 0 ? [{ from, to }] : uses,
  };
}

type Shown = { readonly kind: NameKind } & Partial<Pick<AboutName, 'types' | 'operations' | 'of'>>;

function contentsOf(
  reading: Reading,
  { role, text, service }: NotedName,
  json: JsonContract | null,
): Shown | null {
  switch (role.kind) {
    case 'path': {
      const types = new Types(reading, json).ofPath(role, service);
      return {
        kind: role.names.length > 1 ? 'field' : 'variable',
        types: types.map((each) => typeText(each.node, each.types)),
      };
    }
    case 'tree-field': {
      const types = new Types(reading, json).ofReceiver(role.receiver, service);
      return { kind: 'field', types: types.map((each) => typeText(each.node, each.types)) };
    }
    case 'call':
    case 'input': {
      const port = role.kind === 'call' ? role.port : null;
      return operation(operationOf(reading, service, { operation: text, port }));
    }
    case 'operation':
      return operation(declaredOperation(reading, text));
    case 'output-port':
      return port(outputPortsOf(reading, service).get(text));
    case 'input-port':
      return port(inputPortsOf(reading, service).get(text));
    case 'definition':
      return { kind: 'definition' };
    case 'constant':
      return { kind: 'constant' };
    case 'type':
    case 'interface':
    case 'service':
    case 'imported':
      return symbol(reading, text);
    default:
      return null;
  }
}

const packageName = (known: KnownOperation | undefined) => known?.of?.package.names[0] ?? null;

const operation = (known: KnownOperation | undefined): Shown | null =>
  known === undefined
    ? null
    : {
        kind: 'operation',
        operations: [operationContents(known.declared, known.types)],
        of: packageName(known),
      };

const all = (operations: KnownOperations): Pick<AboutName, 'operations' | 'of'> => ({
  operations: [...operations.values()].map(({ declared, types }) => operationContents(declared, types)),
  of: packageName([...operations.values()][0]),
});

const port = (operations: KnownOperations | undefined): Shown | null =>
  operations === undefined ? null : { kind: 'port', ...all(operations) };

/** An operation that the source declares, in whatever interface or port. */
function declaredOperation(reading: Reading, name: string): KnownOperation | undefined {
  const types = reading.scope.compiler;
  for (const { declaration: each } of reading.declarations) {
    if (each.kind !== 'interface' && each.kind !== 'input-port' && each.kind !== 'output-port') continue;
    const declared = each.operations.find((one) => one.name === name);
    if (declared !== undefined) return { declared, types, of: null };
  }
  return undefined;
}

/** A type, an interface or a service: of one name there is one. */
function symbol(reading: Reading, name: string): Shown | null {
  const { scope } = reading;
  if (scope.service(name) !== undefined) return { kind: 'service', ...all(offeredBy(reading, name)) };
  if (scope.interface(name) !== undefined)
    return { kind: 'interface', ...all(operationsOfInterface(reading, name)) };
  const type = scope.type(name);
  // What could not be imported stands for anything.
  if (type === undefined || scope.isPlaceholder(name)) return null;
  return { kind: 'type', types: [typeText(type.node, type.compiler)] };
}

/** The lines on which a variable or a field gets something, itself or as a part of what is written above it. */
function writtenOf(reading: Reading, name: NotedName): number[] {
  const path = reading.pathOf(name);
  if (path === null) return [];
  const lines = new Set<number>();
  for (const each of reading.givens.get(path.names[0] ?? '') ?? []) {
    const [shorter, longer] =
      each.path.names.length < path.names.length ? [each.path, path] : [path, each.path];
    const isPart = shorter.names.every((part, i) => part !== null && part === longer.names[i]);
    if (isPart && each.path.root === path.root && reading.sameVariables(each.service, name.service))
      lines.add(each.line);
  }
  return [...lines].sort((one, other) => one - other);
}
