import { Modules, type Source } from '../compile/modules';
import type { LoadedLibrary } from '../compile/packages';
import type { Scope } from '../compile/scope';
import { Findings, scan, type Declaration, type Expression, type Given } from '../language';
import type { KnownOperations } from './operations';
import type { MessageNote, Names, Notes, Path, Receiver, Role, Token } from '../language';

/** A part of a source: offsets in UTF-16 units, the end exclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A name where it stands. `service` numbers the services of the source from 1; 0 is outside of them. */
export interface NotedName extends Range {
  readonly text: string;
  readonly role: Role;
  readonly service: number;
}

/** A path by its names, null where one shows only in a run. */
export interface PlainPath {
  readonly root: Path['root'];
  readonly names: Names;
}

/** That a variable gets something. */
interface NotedGiven {
  readonly path: PlainPath;
  readonly given: Given;
  readonly service: number;
  readonly line: number;
}

/** That a variable becomes a message. */
interface NotedSend {
  readonly path: PlainPath;
  readonly message: MessageNote;
  readonly service: number;
}

/**
 * A source as far as it can be read: where which name stands, what variables get and become, and what is declared.
 * What is wrong in it costs the names behind the mistake up to the next statement or declaration.
 */
export class Reading implements Notes {
  readonly tokens: readonly Token[];
  /** The types, interfaces and services of the source, imports included. */
  readonly scope: Scope;
  readonly modules: Modules;
  /** By the offset at which they stand. */
  readonly names = new Map<number, NotedName>();
  /** By the first name of the path. */
  readonly givens = new Map<string, NotedGiven[]>();
  readonly sent = new Map<string, NotedSend[]>();
  /** Worked out once for each service. */
  readonly outputPorts = new Map<number, ReadonlyMap<string, KnownOperations>>();
  readonly inputPorts = new Map<number, ReadonlyMap<string, KnownOperations>>();
  readonly declarations: { readonly declaration: Declaration; readonly service: number }[] = [];
  readonly #lineStarts: readonly number[];
  readonly #definitions = new Set<string>();
  #hasSharedDefinitions = false;
  #services = 0;
  #service = 0;

  constructor(
    readonly source: Source,
    readonly library: LoadedLibrary,
    sourceLimit: number,
  ) {
    const { file, text, modules = new Map<string, string>() } = source;
    this.#lineStarts = lineStartsOf(text);
    this.tokens = text.length > sourceLimit ? [] : scan(file, text, new Findings());
    this.modules = new Modules(modules, library, new Findings(), sourceLimit);
    this.scope = this.modules.load(file, text, this).scope;
  }

  rangeOf({
    line,
    column,
    endLine,
    endColumn,
  }: Omit<Token, 'kind' | 'text' | 'afterNewline' | 'file'>): Range {
    const offset = (atLine: number, at: number) => (this.#lineStarts[atLine - 1] ?? 0) + at - 1;
    return { from: offset(line, column), to: offset(endLine, endColumn) };
  }

  /** The number of the first token that ends behind a place; the last one where none does. */
  tokenBehind(offset: number): number {
    let [low, high] = [0, Math.max(0, this.tokens.length - 1)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.rangeOf(this.tokens[middle]!).to <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The word that a place is in, or at an end of; null where there is none. */
  wordAt(offset: number): Token | null {
    const behind = this.tokenBehind(offset);
    for (const token of this.tokens.slice(Math.max(0, behind - 1), behind + 1).reverse()) {
      const { from, to } = this.rangeOf(token);
      if (from <= offset && offset <= to && (token.kind === 'id' || token.kind === 'keyword')) return token;
    }
    return null;
  }

  nameAt(offset: number): NotedName | null {
    const token = this.wordAt(offset);
    return token === null ? null : (this.names.get(this.rangeOf(token).from) ?? null);
  }

  /** The path that a field of a tree is at, where the tree is written for a variable. */
  pathOf({ role }: Pick<NotedName, 'role'>): PlainPath | null {
    if (role.kind === 'path') return role;
    return role.kind === 'tree-field' ? pathTo(role.receiver) : null;
  }

  /** The line on which a place is. */
  lineOf(offset: number): number {
    let [low, high] = [0, this.#lineStarts.length];
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (this.#lineStarts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** Whether the source has a definition of this name, in whatever service. */
  defines(name: string): boolean {
    return this.#definitions.has(name);
  }

  /**
   * Whether the variables of two services may be the same: each service has its own, and a definition outside of
   * services speaks of those of any.
   */
  sameVariables(one: number, other: number): boolean {
    return one === other || this.#hasSharedDefinitions;
  }

  name(token: Token, role: Role): void {
    const range = this.rangeOf(token);
    if (role.kind === 'definition' && role.declares) {
      this.#definitions.add(token.text);
      this.#hasSharedDefinitions ||= this.#service === 0;
    }
    this.names.set(range.from, { ...range, text: token.text, role, service: this.#service });
  }

  gives(to: Path, given: Given): void {
    const path = plain(to);
    add(this.givens, path, { path, given, service: this.#service, line: to.span.line });
  }

  sends(value: Expression, message: MessageNote): void {
    if (value.kind !== 'variable') return;
    const path = plain(value.path);
    add(this.sent, path, { path, message, service: this.#service });
  }

  declares(declaration: Declaration): void {
    this.declarations.push({ declaration, service: this.#service });
  }

  service(name: Token | null): void {
    this.#service = name === null ? 0 : ++this.#services;
  }
}

/** A path by its names; a text in parentheses is one too. */
export const plain = ({ root, steps }: Path): PlainPath => ({
  root,
  names: steps.map(({ name }) =>
    typeof name === 'string'
      ? name
      : name.kind === 'literal' && name.literal.type === 'string'
        ? name.literal.value
        : null,
  ),
});

function pathTo({ of, names }: Receiver): PlainPath | null {
  if (of === null || 'operation' in of) return null;
  const { root, names: above } = plain(of);
  return { root, names: [...above, ...names] };
}

function add<T>(to: Map<string, T[]>, { names }: PlainPath, each: T): void {
  const name = names[0] ?? '';
  const known = to.get(name);
  if (known === undefined) to.set(name, [each]);
  else known.push(each);
}

/** Where the lines begin; a byte-order mark stands before the first. */
function lineStartsOf(text: string): number[] {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
