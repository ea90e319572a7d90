import type { PackageContents } from '../../../engine';
import { contractFieldsAt } from './contract-fields';
import { descriptionOf } from './descriptions';

/** Something that may be written at a place of a source. */
export interface Proposal {
  readonly label: string;
  readonly kind: 'package' | 'service' | 'port' | 'operation' | 'field' | 'keyword' | 'variable';
  /** A few words beside it. */
  readonly detail?: string;
  /** What it is, in full. */
  readonly info?: string;
  /** What is written, with `#{…}` where the author goes on; the label when it is missing. */
  readonly snippet?: string;
}

export interface Proposals {
  /** Where what is replaced begins. */
  readonly from: number;
  readonly proposals: readonly Proposal[];
}

type Operation = PackageContents['operations'][number];

/** The module that every script may import; see the script author's guide. */
const parley: PackageContents = {
  name: 'parley',
  service: 'InboundAutomation',
  include: null,
  operations: [],
};

const keywords = (
  'service main init define if else while for foreach scope install throw embed inputPort outputPort interface type ' +
  'execution from import global undef is_defined synchronized provide until instanceof true false'
).split(' ');

/** An operation as one line: `split( string )( void )`. */
export function signatureOf({ name, kind, request, response }: Operation): string {
  const brief = (type: string) => type.split('{')[0]!.trim() + (type.includes('{') ? ' { … }' : '');
  return kind === 'one-way'
    ? `${name}( ${brief(request)} )`
    : `${name}( ${brief(request)} )( ${brief(response!)} )`;
}

/** What an editor shows of an operation of a package: what it does, its messages in full, and its faults. */
export function helpOf(operation: Operation, of: string): string {
  const { name, request, response, faults } = operation;
  const does = descriptionOf(of, name);
  const answers = response === null ? '' : `\n\nanswers ${response}`;
  return `${does === '' ? '' : `${does}\n\n`}takes ${request}${answers}${faults.length === 0 ? '' : `\n\nthrows ${faults.join(', ')}`}`;
}

/** The packages that a source has behind its ports, by the ports' names. */
export function portsOf(
  source: string,
  library: readonly PackageContents[],
): ReadonlyMap<string, PackageContents> {
  const services = new Map(library.map((each) => [each.service, each]));
  const ports = new Map<string, PackageContents>();
  const embedded = /\bembed\s+(\w+)(?:\s*\([^)]*\))?\s+(?:as|in)\s+(\w+)/g;
  for (const [, service, port] of source.matchAll(embedded)) {
    const found = services.get(service!);
    if (found !== undefined) ports.set(port!, found);
  }
  for (const [, file] of source.matchAll(/\binclude\s+"([^"]+)"/g)) {
    const found = library.find(({ include }) => include?.file === file);
    if (found !== undefined) ports.set(found.include!.port, found);
  }
  return ports;
}

/** The operation whose name stands at a place of a source, as `name@Port` or beside it. */
export function operationAt(
  source: string,
  at: number,
  library: readonly PackageContents[],
): { readonly operation: Operation; readonly of: string; readonly from: number; readonly to: number } | null {
  const lineStart = source.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = source.indexOf('\n', at);
  const line = source.slice(lineStart, lineEnd < 0 ? source.length : lineEnd);
  for (const call of line.matchAll(/(\w+)@(\w+)/g)) {
    const from = lineStart + call.index;
    const to = from + call[0].length;
    if (at < from || at > to) continue;
    const found = portsOf(source, library).get(call[2]!);
    const operation = found?.operations.find(({ name }) => name === call[1]);
    return operation === undefined ? null : { operation, of: found!.name, from, to };
  }
  return null;
}

/** What may come at a place of a source; null where nothing can be said. */
export function proposalsAt(
  source: string,
  at: number,
  library: readonly PackageContents[],
): Proposals | null {
  const before = source.slice(source.lastIndexOf('\n', at - 1) + 1, at);
  if (/^[^"]*("[^"]*"[^"]*)*\/\//.test(before)) return null;
  const word = /[\p{L}_][\p{L}_\d]*$/u.exec(before)?.[0] ?? '';
  const from = at - word.length;
  const packages = [...library, parley];
  const imported = /^\s*from\s+([\w.-]+)\s+import\s+(?:\w+\s*,\s*)*\w*$/.exec(before)?.[1];
  if (imported !== undefined) {
    if (imported === 'parley') {
      const names = ['InboundAutomation', 'OutboundAutomation'];
      return { from, proposals: names.map((label) => ({ label, kind: 'service' })) };
    }
    const found = library.find(({ name }) => name.replaceAll('_', '-') === imported.replaceAll('_', '-'));
    return found === undefined ? null : { from, proposals: [{ label: found.service, kind: 'service' }] };
  }
  if (/^\s*from\s+[\w-]*$/.test(before)) {
    return {
      from: at - /[\w-]*$/.exec(before)![0].length,
      proposals: packages.map(({ name, service }) => ({
        label: name,
        kind: 'package',
        detail: service,
        snippet: `${name} import ${service}`,
      })),
    };
  }
  // In a text there is nothing to propose.
  if ((before.replace(/\\./g, '').match(/"/g)?.length ?? 0) % 2 === 1) return null;
  const ports = portsOf(source, library);
  if (/@\w*$/.test(before)) {
    return {
      from: at - /\w*$/.exec(before)![0].length,
      proposals: [...ports].map(([label, { name }]) => ({ label, kind: 'port', detail: name })),
    };
  }
  if (/\bembed\s+\w*$/.test(before)) {
    const known = library.filter(({ service }) =>
      new RegExp(`\\bimport\\b[^\\n]*\\b${service}\\b`).test(source),
    );
    return {
      from,
      proposals: known.map(({ service }) => ({
        label: service,
        kind: 'service',
        snippet: `${service} as ${service}`,
      })),
    };
  }
  const parts = contractFieldsAt(source, before);
  if (parts !== null) {
    return {
      from,
      proposals: parts.map(({ name, detail }) => ({ label: name, kind: 'field', detail })),
    };
  }
  const fields = fieldsAt(source, at, ports);
  if (fields !== null) {
    return {
      from,
      proposals: fields.map(({ name, optional, type }) => ({
        label: name,
        kind: 'field',
        detail: `${type.split('{')[0]!.trim()}${optional ? ', optional' : ''}`,
        snippet: `${name} = `,
      })),
    };
  }
  if (word === '') return null;
  return {
    from,
    proposals: [
      ...operationsOf(ports),
      ...definitionsOf(source),
      ...variablesOf(source, from),
      ...keywordProposals,
    ],
  };
}

const keywordProposals: readonly Proposal[] = keywords.map((label) => ({ label, kind: 'keyword' }));

const operationsOf = (ports: ReadonlyMap<string, PackageContents>): Proposal[] =>
  [...ports].flatMap(([port, { name: of, operations }]) =>
    operations.map((operation): Proposal => {
      const { name, kind } = operation;
      return {
        label: `${name}@${port}`,
        kind: 'operation',
        detail: signatureOf(operation).slice(name.length),
        info: helpOf(operation, of),
        snippet: `${name}@${port}( #{} )${kind === 'one-way' ? '' : '( #{} )'}`,
      };
    }),
  );

/** The definitions of a source: a name alone calls one. */
const definitionsOf = (source: string): Proposal[] =>
  [...source.matchAll(/\bdefine\s+(\w+)/g)].map(([, label]) => ({
    label: label!,
    kind: 'operation',
    detail: 'definition',
  }));

/** The names that a source gives values to, but for the one that is being written. */
function variablesOf(source: string, writing: number): Proposal[] {
  const names = new Set<string>();
  for (const found of source.matchAll(/\b([a-z]\w*)\b(?=\s*(?:=[^>=]|<<|->|\.|\[))|\(\s*([a-z]\w*)\s*\)/g)) {
    const name = found[1] ?? found[2]!;
    if (found.index !== writing && !keywords.includes(name)) names.add(name);
  }
  return [...names].map((label) => ({ label, kind: 'variable' }));
}

/** The fields that the message may have in whose inline tree a place is; null when it is in none. */
function fieldsAt(
  source: string,
  at: number,
  ports: ReadonlyMap<string, PackageContents>,
): Operation['fields'] | null {
  let depth = 0;
  for (let i = at - 1; i >= Math.max(0, at - 2_000); i--) {
    const character = source[i];
    if (character === '}') depth++;
    if (character === '{' && depth-- === 0) {
      const call = /(\w+)@(\w+)\s*\([^{}()]*$/.exec(source.slice(Math.max(0, i - 300), i));
      const started = /(?:^|[{,;\n])\s*\.?\w*$/.test(source.slice(i, at));
      const operation = ports.get(call?.[2] ?? '')?.operations.find(({ name }) => name === call![1]);
      return operation === undefined || !started ? null : operation.fields;
    }
  }
  return null;
}
