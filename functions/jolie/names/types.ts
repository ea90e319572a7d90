import { shapeOf } from '../checks';
import { fieldsOf, typeText, type FieldContents } from '../compile/contents';
import type { BasicName, Expression, MessageNote, Names, Path, Receiver, TypeNode } from '../language';
import type { DeclaredTypes } from '../run/service-code';
import { operationOf, type KnownOperation } from './operations';
import { plain, type PlainPath, type Reading } from './reading';

/** A type, with the names that its declaration saw. */
export interface KnownType {
  readonly node: TypeNode;
  readonly types: DeclaredTypes;
}

/**
 * What a script gets and answers where it reads and writes JSON itself: types by their names, in a module that it can
 * import.
 */
export interface JsonContract {
  /** The module's file: `packages/parley.ol`. */
  readonly module: string;
  /** What `getJsonValue@JsonUtils( args[0] )` reads. */
  readonly received: string;
  /** What `getJsonString@JsonUtils` writes. */
  readonly sent: string;
}

/** Things that a variable got which are looked at for one question: sources can have them lead to each other. */
const most = 100;
/** Names that may stand for each other, one behind the other. */
const deepest = 16;

/** Says what types the paths of a source have, as far as its text shows it. */
export class Types {
  #looked = 0;
  readonly #json: { readonly received: KnownType | null; readonly sent: KnownType | null };

  constructor(
    private readonly reading: Reading,
    json: JsonContract | null,
  ) {
    const scope = json === null ? null : reading.modules.byFile(json.module)?.scope;
    const named = (name: string | undefined): KnownType | null => {
      const symbol = name === undefined ? undefined : scope?.type(name);
      return symbol === undefined ? null : { node: symbol.node, types: symbol.compiler };
    };
    this.#json = { received: named(json?.received), sent: named(json?.sent) };
  }

  /** The types that a path may have: of what it gets, then of the messages that it becomes. */
  ofPath(path: PlainPath, service: number): readonly KnownType[] {
    this.#looked = 0;
    return unique([...this.#got(path, service), ...this.#becomes(path, service)]);
  }

  /** The types of what a tree is written for. */
  ofReceiver({ of, names }: Receiver, service: number): readonly KnownType[] {
    if (of === null) return [];
    if ('operation' in of) return unique(below(this.#ofMessage(of, null, service), names));
    const { root, names: above } = plain(of);
    return this.ofPath({ root, names: [...above, ...names] }, service);
  }

  #got(path: PlainPath, service: number): KnownType[] {
    const found: KnownType[] = [];
    for (const each of this.reading.givens.get(path.names[0] ?? '') ?? []) {
      if (this.#looked > most) break;
      if (each.given === null || !this.#same(each, path, service)) continue;
      this.#looked++;
      const rest = path.names.slice(each.path.names.length);
      const { given } = each;
      if (given.kind === 'type')
        found.push(...below([{ node: given.type, types: this.reading.scope.compiler }], rest));
      else if (given.kind === 'message')
        found.push(...below(this.#ofMessage(given.message, given.of, each.service), rest));
      else found.push(...this.#ofValue(given.value, rest, each.service));
    }
    return found;
  }

  #becomes(path: PlainPath, service: number): KnownType[] {
    return (this.reading.sent.get(path.names[0] ?? '') ?? []).flatMap((each) => {
      if (this.#looked > most || !this.#same(each, path, service)) return [];
      this.#looked++;
      const rest = path.names.slice(each.path.names.length);
      return below(this.#ofMessage(each.message, null, each.service), rest);
    });
  }

  /** Whether what is noted is of a path, or of one above it. */
  #same(
    { path: noted, service: its }: { readonly path: PlainPath; readonly service: number },
    { root, names }: PlainPath,
    service: number,
  ): boolean {
    return (
      noted.root === root &&
      this.reading.sameVariables(its, service) &&
      noted.names.every((name, i) => name !== null && name === names[i])
    );
  }

  #ofMessage(message: MessageNote, from: Expression | null, service: number): KnownType[] {
    const operation = operationOf(this.reading, service, message);
    if (operation === undefined) return [];
    const { received, sent } = this.#json;
    if (received !== null && isOfJson(operation, 'getJsonValue') && message.part === 'response')
      return isFirstArgument(from) ? [received] : [];
    if (sent !== null && isOfJson(operation, 'getJsonString') && message.part === 'request') return [sent];
    const node = operation.declared[message.part];
    return node === null ? [] : [{ node, types: operation.types }];
  }

  #ofValue(value: Expression, rest: Names, service: number): KnownType[] {
    switch (value.kind) {
      case 'variable': {
        const { root, names } = plain(value.path);
        if (names.includes(null)) return [];
        const path = { root, names: [...names, ...rest] };
        return [...this.#got(path, service), ...this.#becomes(path, service)];
      }
      case 'call':
        return below(
          this.#ofMessage({ operation: value.operation, port: value.port, part: 'response' }, null, service),
          rest,
        );
      case 'tree':
        return this.#ofTree(value, rest, service);
      default: {
        const { basic } = shapeOf(value);
        return basic === null || rest.length > 0 ? [] : [this.#basic(basic, value)];
      }
    }
  }

  #ofTree(
    { root, operations }: Extract<Expression, { kind: 'tree' }>,
    rest: Names,
    service: number,
  ): KnownType[] {
    if (rest.length === 0) return [];
    const written = operations.flatMap((each) => {
      const { names } = plain(each.path);
      if (each.kind === 'link' || !names.every((name, i) => name !== null && name === rest[i])) return [];
      return this.#ofValue(each.value, rest.slice(names.length), service);
    });
    return [...this.#ofValue(root, rest, service), ...written];
  }

  #basic(base: BasicName, { span }: Expression): KnownType {
    const node: TypeNode = { kind: 'tree', base, refinements: [], fields: [], open: false, span };
    return { node, types: this.reading.scope.compiler };
  }
}

const isOfJson = ({ declared, of }: KnownOperation, name: string) =>
  declared.name === name && of?.package.service === 'JsonUtils';

function isFirstArgument(from: Expression | null): boolean {
  const path: Path | null = from?.kind === 'variable' ? from.path : null;
  return path?.root === 'variable' && path.steps.length === 1 && path.steps[0]!.name === 'args';
}

/** The types at a path below others; what is named `_` is an element of a JSON array, and so of its type. */
function below(types: readonly KnownType[], names: Names, depth = 0): KnownType[] {
  const [name, ...rest] = names;
  if (name === undefined) return [...types];
  if (name === null || depth > most) return [];
  const fields = types.flatMap((type) => fieldOf(type, name) ?? (name === '_' ? [type] : []));
  // Each once: a choice of many that stand for the same would otherwise grow with each step.
  return below([...new Map(fields.map((type) => [type.node, type])).values()], rest, depth + 1);
}

/** The types of a field; null where a type has none of the name. */
function fieldOf({ node, types }: KnownType, name: string, depth = 0): KnownType[] | null {
  if (depth > deepest) return null;
  if (node.kind === 'named') {
    const symbol = types.named(node.name);
    if (symbol === undefined) return null;
    return fieldOf({ node: symbol.node, types: symbol.compiler }, name, depth + 1);
  }
  if (node.kind === 'choice') {
    const left = fieldOf({ node: node.left, types }, name, depth + 1);
    const right = fieldOf({ node: node.right, types }, name, depth + 1);
    return left === null ? right : [...left, ...(right ?? [])];
  }
  const field = node.fields.find((each) => each.name === name);
  return field === undefined ? null : [{ node: field.type, types }];
}

/** The types, each once: a type that stands for another by name counts as that. */
function unique(types: readonly KnownType[]): readonly KnownType[] {
  return [...new Map(types.map((type) => [typeText(type.node, type.types), type])).values()];
}

/** The fields of all of several types, each once. */
export const fieldsOfAll = (types: readonly KnownType[]): readonly FieldContents[] => [
  ...new Map(
    types.flatMap(({ node, types: names }) => fieldsOf(node, names).map((field) => [field.name, field])),
  ).values(),
];
