import { libraryContents, operationContents, typeText, type OperationContents } from '../compile/contents';
import { packageScope } from '../compile/packages';
import type { Scope } from '../compile/scope';
import type { Source } from '../compile/modules';
import type { LoadedLibrary } from '../compile/packages';
import { inputPortsOf, outputPortsOf, type KnownOperation, type KnownOperations } from './operations';
import { Reading, type NotedName, type PlainPath, type Range } from './reading';
import { fieldsOfAll, Types, type JsonContract } from './types';

/** Something that may be written at a place of a source. */
export interface NameProposal {
  readonly label: string;
  readonly kind:
    | 'package'
    | 'type'
    | 'interface'
    | 'service'
    | 'port'
    /** An operation at an output port, `name@Port`; its name alone where the port stands already. */
    | 'operation'
    /** One that the service offers, and takes in. */
    | 'input'
    | 'definition'
    | 'variable'
    | 'field'
    /** A field of a tree that is being written. */
    | 'tree-field'
    | 'keyword';
  /** A few words: its type, what it holds, or where it is from. */
  readonly detail: string;
  readonly operation: OperationContents | null;
  /** The package of the library that an operation is of. */
  readonly of: string | null;
}

export interface NameProposals extends Range {
  readonly proposals: readonly NameProposal[];
}

/** What stands for the name that is being written: a letter that nobody writes. */
const placeholder = 'ǂ';

const words = (text: string) => text.split(' ');
const keywords = {
  module: words(
    'from include constants type interface service define init main execution inputPort outputPort cset',
  ),
  service: words('embed inputPort outputPort execution define init main courier cset include'),
  port: words('location protocol interfaces oneWay requestResponse aggregates redirects'),
  statement: words(
    'if while for foreach scope install throw undef synchronized provide spawn with nullProcess exit else global',
  ),
  expression: words(
    'true false new instanceof is_defined is_string is_int is_double is_bool is_long int string double bool long global',
  ),
  type: words('void bool int long double string raw any undefined'),
};

const letter = /[\p{L}\p{N}_]/u;

/** What may stand at a place, whatever else is wrong in the source; null where nothing can be said. */
export function proposalsIn(
  source: Source,
  offset: number,
  library: LoadedLibrary,
  { sourceLimit, json }: { readonly sourceLimit: number; readonly json: JsonContract | null },
): NameProposals | null {
  const { text } = source;
  let [from, to] = [offset, offset];
  while (from > 0 && letter.test(text[from - 1]!)) from--;
  while (to < text.length && letter.test(text[to]!)) to++;
  const asked = { ...source, text: text.slice(0, from) + placeholder + text.slice(to) };
  const reading = new Reading(asked, library, sourceLimit);
  const name = reading.names.get(from);
  if (name?.text !== placeholder) return null;
  const proposals = new Proposer(reading, name, json).proposals();
  if (proposals === null) return null;
  const start = name.role.kind === 'package' ? beginningOfPackage(reading, from) : from;
  return { from: start, to: Math.max(to, offset), proposals };
}

/** Where the name of a package begins: it is made of words, dots and dashes. */
function beginningOfPackage(reading: Reading, from: number): number {
  let at = reading.tokenBehind(from);
  const rangeOf = (i: number) => reading.rangeOf(reading.tokens[i]!);
  while (at > 0 && rangeOf(at - 1).to === rangeOf(at).from) at--;
  return rangeOf(at).from;
}

class Proposer {
  readonly #types: Types;

  constructor(
    private readonly reading: Reading,
    private readonly name: NotedName,
    json: JsonContract | null,
  ) {
    this.#types = new Types(reading, json);
  }

  proposals(): readonly NameProposal[] | null {
    const { reading, name } = this;
    const { role, service } = name;
    switch (role.kind) {
      case 'package':
        return packagesOf(reading);
      case 'imported':
        return this.#importedFrom(role.from);
      case 'service':
        return role.declares ? null : namesOf(reading.scope, ['service']);
      case 'interface':
        return role.declares ? null : namesOf(reading.scope, ['interface']);
      case 'type':
        return role.declares ? null : [...keywordsOf('type'), ...namesOf(reading.scope, ['type'])];
      case 'output-port':
        return role.declares ? null : portsOf(reading, service, role.operation);
      case 'input-port':
        return role.declares
          ? null
          : [...inputPortsOf(reading, service).keys()].map((each) => proposal(each, 'port'));
      case 'call':
        return callsAt(outputPortsOf(reading, service).get(role.port ?? '') ?? new Map(), null);
      case 'input':
        return this.#inputs();
      case 'tree-field':
        return this.#fieldsOfTree(role.receiver);
      case 'path':
        if (role.names.length > 1) return this.#fields(role);
        return [
          ...this.#variables(),
          ...this.#calls(),
          ...keywordsOf('expression'),
          ...keywordsOf('statement'),
        ];
      case 'definition':
        if (role.declares) return null;
        return [
          ...this.#calls(),
          ...this.#inputs(),
          ...this.#definitions(),
          ...this.#variables(),
          ...keywordsOf('statement'),
        ];
      case 'declaration':
        return keywordsOf(role.inService ? 'service' : 'module');
      case 'port-part':
        return keywordsOf('port');
      default:
        return null;
    }
  }

  #calls(): NameProposal[] {
    return [...outputPortsOf(this.reading, this.name.service)].flatMap(([port, operations]) =>
      callsAt(operations, port),
    );
  }

  #inputs(): NameProposal[] {
    return [...inputPortsOf(this.reading, this.name.service)].flatMap(([port, operations]) =>
      [...operations.values()].map((each) => ofOperation(each, each.declared.name, 'input', port)),
    );
  }

  #definitions(): NameProposal[] {
    return this.reading.declarations.flatMap(({ declaration: each, service }) =>
      each.kind === 'define' && (service === 0 || service === this.name.service)
        ? [proposal(each.name, 'definition')]
        : [],
    );
  }

  /** The variables that the service names elsewhere, with what is known of their types. */
  #variables(): NameProposal[] {
    const names = new Set<string>();
    for (const { role, service } of this.reading.names.values())
      if (
        role.kind === 'path' &&
        role.root === 'variable' &&
        this.reading.sameVariables(service, this.name.service)
      )
        names.add(role.names[0] ?? placeholder);
    names.delete(placeholder);
    return [...names].map((each) =>
      proposal(each, 'variable', this.#briefly({ root: 'variable', names: [each] })),
    );
  }

  /** The fields of a path: those of its types, then those that the source names elsewhere. */
  #fields({ root, names }: PlainPath): NameProposal[] {
    const above = { root, names: names.slice(0, -1) };
    const known = this.#knownFields(this.#types.ofPath(above, this.name.service), 'field');
    return merged(known, this.#namedBelow(above, 'field'));
  }

  #fieldsOfTree(receiver: Extract<NotedName['role'], { kind: 'tree-field' }>['receiver']): NameProposal[] {
    const above = { of: receiver.of, names: receiver.names.slice(0, -1) };
    const known = this.#knownFields(this.#types.ofReceiver(above, this.name.service), 'tree-field');
    const path = this.reading.pathOf(this.name);
    if (path === null) return known;
    return merged(known, this.#namedBelow({ ...path, names: path.names.slice(0, -1) }, 'tree-field'));
  }

  #knownFields(types: ReturnType<Types['ofPath']>, kind: 'field' | 'tree-field'): NameProposal[] {
    return fieldsOfAll(types).map(({ name, type, optional }) =>
      proposal(name, kind, `${brief(type)}${optional ? ', optional' : ''}`),
    );
  }

  #namedBelow(above: PlainPath, kind: 'field' | 'tree-field'): NameProposal[] {
    const depth = above.names.length;
    const names = new Set<string>();
    for (const each of this.reading.names.values()) {
      const path = this.reading.pathOf(each);
      if (path?.root !== above.root || path.names.length !== depth + 1) continue;
      if (!this.reading.sameVariables(each.service, this.name.service)) continue;
      const isBelow = above.names.every((name, i) => name !== null && name === path.names[i]);
      if (isBelow) names.add(path.names[depth] ?? placeholder);
    }
    names.delete(placeholder);
    return [...names].map((each) =>
      proposal(each, kind, this.#briefly({ root: above.root, names: [...above.names, each] })),
    );
  }

  #briefly(path: PlainPath): string {
    const [type] = this.#types.ofPath(path, this.name.service);
    return type === undefined
      ? ''
      : type.node.kind === 'named'
        ? type.node.name
        : brief(typeText(type.node, type.types));
  }

  #importedFrom(from: string): readonly NameProposal[] | null {
    const { modules, source, library } = this.reading;
    const loaded = library.packages.get(from);
    const scope = loaded === undefined ? modules.named(source.file, from)?.scope : packageScope(loaded);
    return scope === undefined ? null : namesOf(scope, ['service', 'interface', 'type']);
  }
}

const proposal = (label: string, kind: NameProposal['kind'], detail = ''): NameProposal => ({
  label,
  kind,
  detail,
  operation: null,
  of: null,
});

const keywordsOf = (place: keyof typeof keywords): readonly NameProposal[] =>
  keywords[place].map((each) => proposal(each, 'keyword'));

const ofOperation = (
  { declared, types, of }: KnownOperation,
  label: string,
  kind: 'operation' | 'input',
  detail: string,
): NameProposal => ({
  label,
  kind,
  detail,
  operation: operationContents(declared, types),
  of: of?.package.names[0] ?? null,
});

/** Operations, each with the port at which it is called, where that is not written yet. */
const callsAt = (operations: KnownOperations, port: string | null): NameProposal[] =>
  [...operations.values()].map((each) => {
    const { name } = each.declared;
    return ofOperation(each, port === null ? name : `${name}@${port}`, 'operation', '');
  });

/** The ports that have an operation; all of them where none has. */
function portsOf(reading: Reading, service: number, operation: string | undefined): NameProposal[] {
  const ports = [...outputPortsOf(reading, service)];
  const fitting = ports.filter(([, operations]) => operations.has(operation ?? ''));
  return (fitting.length > 0 ? fitting : ports).map(([name, operations]) =>
    proposal(name, 'port', [...operations.values()][0]?.of?.package.names[0] ?? ''),
  );
}

/** What there is to import: the packages, and the modules that come with the source. */
const packagesOf = ({ library, source }: Reading): NameProposal[] => [
  ...libraryContents(library).map(({ name, service }) => proposal(name, 'package', service)),
  ...[...(source.modules ?? new Map<string, string>()).keys()].flatMap((file) => {
    const name = /^(?:packages\/)?([\w-]+)(?:\.ol)?$/.exec(file)?.[1];
    return name === undefined ? [] : [proposal(name, 'package')];
  }),
];

function namesOf(scope: Scope, kinds: readonly ('type' | 'interface' | 'service')[]): NameProposal[] {
  const all = { type: scope.types, interface: scope.interfaces, service: scope.services };
  return kinds.flatMap((kind) =>
    [...all[kind].keys()]
      .filter((name) => name !== placeholder && !scope.isPlaceholder(name))
      .map((name) => proposal(name, kind)),
  );
}

/** The proposals of both, those of the first before others of their name. */
function merged(first: readonly NameProposal[], more: readonly NameProposal[]): NameProposal[] {
  const names = new Set(first.map(({ label }) => label));
  return [...first, ...more.filter(({ label }) => !names.has(label))];
}

/** A type in a few words. */
const brief = (type: string) => type.split('{')[0]!.trim() + (type.includes('{') ? ' { … }' : '');
