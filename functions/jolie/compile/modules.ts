import { type Findings, nearest, parse, type Declaration, type Notes, type Span } from '../language';
import { packageScope, type LoadedLibrary } from './packages';
import { saysTheSame } from './same-type';
import { Scope } from './scope';
import { isUnavailable, packageOf, whyUnavailable } from './unavailable';

/** A source and the modules beside it. */
export interface Source {
  /** The name under which diagnostics and faults speak of it. */
  readonly file: string;
  readonly text: string;
  /**
   * What `include` and imports may name: files by their path from the source's folder (`sub/shop.ol`,
   * `packages/shop.ol`), and under a bare name (`parley`) a module that `from NAME import` finds before all others.
   */
  readonly modules?: ReadonlyMap<string, string>;
}

/** A module that is parsed: its declarations, those of included files in their place, and its names. */
export interface Module {
  readonly file: string;
  readonly declarations: readonly Declaration[];
  readonly scope: Scope;
}

const most = 128;

/** An import, and the file that it names; null: the name of a package, or of nothing. */
interface Import {
  readonly declaration: Extract<Declaration, { kind: 'import' }>;
  readonly found: { readonly file: string; readonly text: string } | null;
}

/** The modules of a program: each is parsed once, and its imports are bound when all are there. */
export class Modules {
  readonly #known = new Map<string, Module>();
  readonly #imports = new Map<Module, readonly Import[]>();
  readonly #bound = new Set<Module>();

  constructor(
    private readonly sources: ReadonlyMap<string, string>,
    private readonly library: LoadedLibrary,
    private readonly findings: Findings,
    private readonly sourceLimit: number,
  ) {}

  /** The program's own source, and every module that it leads to. */
  load(file: string, text: string, notes?: Notes): Module {
    const first = this.#parse(file, text, notes);
    const work = [first];
    const importing = new Set<Module>();
    for (let module = work.shift(); module !== undefined; module = work.shift()) {
      for (const { declaration, found } of this.#importsOf(module)) {
        importing.add(module);
        if (found === null || this.#known.has(found.file)) continue;
        if (this.#known.size >= most) {
          this.findings.report('unknown-module', declaration.span, `a program has at most ${most} modules`);
          return first;
        }
        work.push(this.#parse(found.file, found.text));
      }
    }
    for (const module of importing) this.#bindAll(module);
    if (this.findings.incomplete) return first;
    for (const { declarations, scope } of this.#known.values()) {
      for (const each of declarations) {
        if (each.kind === 'type') scope.checkDeclaration(each.name, each.type);
        if (each.kind === 'interface')
          for (const operation of each.operations) scope.checkOperation(operation);
      }
    }
    return first;
  }

  /** A module by its file, as `embedded { Jolie: "file.ol" }` names it; null when it is not there. */
  byFile(path: string): Module | null {
    const text = this.#text(path);
    if (text === undefined) return null;
    return this.#known.get(path) ?? this.load(path, text);
  }

  /** The module that an import in a file names, when the program's own source leads to it; null otherwise. */
  named(from: string, name: string): Module | null {
    const found = this.#find(from, name);
    return found === null ? null : (this.#known.get(found.file) ?? null);
  }

  /** The declarations of the module whose scope this is. */
  declarationsOf(scope: Scope): readonly Declaration[] {
    for (const each of this.#known.values()) if (each.scope === scope) return each.declarations;
    return [];
  }

  /** What a path names: a file of the program's, or else one of the library. */
  #text(path: string): string | undefined {
    return this.sources.get(path) ?? this.library.modules.get(path);
  }

  #parse(file: string, text: string, notes?: Notes): Module {
    const includes = (path: string, from: string) => {
      const loaded = this.library.includes.get(path);
      if (loaded !== undefined) return { file: path, text: loaded.package.include!.source ?? '' };
      // Beside the file that includes it, or from the root.
      for (const place of [beside(from, path), path]) {
        const found = this.#text(place);
        if (found !== undefined) return { file: place, text: found };
      }
      // What is not offered is reported as such, not as missing.
      return isUnavailable(path) ? { file: path, text: '' } : null;
    };
    const options = { includes, sourceLimit: this.sourceLimit, ...(notes === undefined ? {} : { notes }) };
    const parsed = parse(file, text, options, this.findings);
    const module = { file, declarations: flatten(parsed.declarations), scope: new Scope(this.findings) };
    this.#known.set(file, module);
    for (const each of module.declarations) declare(module.scope, each, this.library);
    return module;
  }

  /** The imports of a module, and of its services; what they name is looked for once. */
  #importsOf(module: Module): readonly Import[] {
    let imports = this.#imports.get(module);
    if (imports === undefined) {
      const declarations: Import['declaration'][] = [];
      addImports(module.declarations, declarations);
      imports = declarations.map((declaration) => ({
        declaration,
        found: this.#find(module.file, declaration.from),
      }));
      this.#imports.set(module, imports);
    }
    return imports;
  }

  #find(from: string, name: string): Import['found'] {
    for (const file of candidates(from, name)) {
      const text = this.#text(file);
      if (text !== undefined) return { file, text };
    }
    return null;
  }

  /** Binds what a module imports, after what the modules do that it imports from: what they import they offer too. */
  #bindAll(module: Module): void {
    if (this.#bound.has(module)) return;
    this.#bound.add(module);
    for (const each of this.#importsOf(module)) {
      if (each.found !== null) this.#bindAll(this.#known.get(each.found.file)!);
      this.#bind(module, each);
    }
  }

  #bind({ scope, declarations }: Module, { declaration, found }: Import): void {
    const { from, symbols, span } = declaration;
    const loaded = found === null ? this.library.packages.get(from) : undefined;
    if (found === null && loaded === undefined) {
      this.#missing(from, span);
      // What it would have brought is not reported again where it is used.
      for (const { as } of symbols ?? []) scope.declareType(as, { kind: 'named', name: 'undefined', span });
      return;
    }
    const source = loaded === undefined ? this.#known.get(found!.file)! : null;
    const other = source === null ? packageScope(loaded!) : source.scope;
    const hidden = source === null ? nothing : privateNames(source.declarations);
    const offered = (): string[] =>
      (source === null
        ? [...other.services.keys(), ...other.interfaces.keys(), ...other.types.keys()]
        : declaredNames(source.declarations)
      ).filter((name) => !hidden.has(name));
    const wanted = symbols ?? offered().map((name) => ({ name: { name, span }, as: name }));
    for (const { name, as } of wanted) {
      const type = other.types.get(name.name);
      const shape = other.interfaces.get(name.name);
      const service = other.services.get(name.name);
      if (hidden.has(name.name)) {
        this.findings.report('unknown-symbol', name.span, `${name.name} is private to module ${from}`);
      } else if (type === undefined && shape === undefined && service === undefined) {
        const known = offered();
        const near = nearest(name.name, known);
        this.findings.report('unknown-symbol', name.span, `module ${from} has no ${name.name}`, {
          hint: near === undefined ? `it has ${known.join(', ')}` : `did you mean ${near}?`,
        });
        scope.declareType(as, { kind: 'named', name: 'undefined', span });
      }
      // What is declared below an import of its name takes its place.
      if (symbols !== null && isDeclaredBelow(as, declaration, declarations)) continue;
      if (scope.declares(as)) scope.duplicate('symbol', as, name.span);
      if (type !== undefined) scope.types.set(as, type);
      if (shape !== undefined) scope.interfaces.set(as, shape);
      if (service !== undefined) scope.services.set(as, service);
    }
  }

  #missing(from: string, span: Span): void {
    if (isUnavailable(from)) {
      this.findings.report('unavailable', span, whyUnavailable(packageOf(from)));
      return;
    }
    const known = [
      ...this.library.packages.keys(),
      ...[...this.sources.keys()].filter((each) => !each.includes('.')),
    ];
    const near = nearest(from, known);
    this.findings.report('unknown-module', span, `there is no module ${from}`, {
      hint: near === undefined ? `there are ${known.sort().join(', ')}` : `did you mean ${near}?`,
    });
  }
}

/** Puts what a declaration names into a scope. */
export function declare(scope: Scope, declaration: Declaration, library: LoadedLibrary): void {
  switch (declaration.kind) {
    case 'include': {
      const loaded = library.includes.get(declaration.path);
      if (loaded === undefined) return;
      const brought = packageScope(loaded);
      for (const [name, type] of brought.types) if (!scope.types.has(name)) scope.types.set(name, type);
      for (const [name, shape] of brought.interfaces)
        if (!scope.interfaces.has(name)) scope.interfaces.set(name, shape);
      return;
    }
    case 'type':
      if (
        scope.types.get(declaration.name)?.compiler === scope.compiler &&
        !saysTheSame(scope.types.get(declaration.name)!.node, declaration.type)
      )
        scope.duplicate('type', declaration.name, declaration.span);
      scope.declareType(declaration.name, declaration.type);
      return;
    case 'interface':
      // Of several with one name the last holds.
      scope.interfaces.set(declaration.name, {
        operations: declaration.operations,
        extender: declaration.extender,
        scope,
      });
      return;
    case 'service':
      scope.services.set(declaration.name, { kind: 'own', declared: declaration, scope });
      return;
    default:
  }
}

/** The declarations with those of included files in their place. */
export function flatten(declarations: readonly Declaration[]): readonly Declaration[] {
  if (!declarations.some((each) => each.kind === 'include')) return declarations;
  return declarations.flatMap((each) =>
    each.kind === 'include' ? [each, ...flatten(each.declarations)] : [each],
  );
}

/** Adds the imports of a module, and of its services. */
function addImports(declarations: readonly Declaration[], imports: Import['declaration'][]): void {
  for (const each of declarations) {
    if (each.kind === 'import') imports.push(each);
    else if (each.kind === 'service') addImports(flatten(each.declarations), imports);
  }
}

type Naming = Extract<Declaration, { kind: 'type' | 'interface' | 'service' }>;

const isNaming = (each: Declaration): each is Naming =>
  each.kind === 'type' || each.kind === 'interface' || each.kind === 'service';

const declaredNames = (declarations: readonly Declaration[]): string[] =>
  declarations.filter(isNaming).map(({ name }) => name);

const nothing: ReadonlySet<string> = new Set();

const privateNames = (declarations: readonly Declaration[]): ReadonlySet<string> =>
  new Set(declaredNames(declarations.filter((each) => isNaming(each) && each.private)));

/** Whether a type or an interface of this name stands below an import, and nothing of the name above it. */
function isDeclaredBelow(name: string, imported: Declaration, declarations: readonly Declaration[]): boolean {
  const first = declarations.findIndex((each) => isNaming(each) && each.name === name);
  return first >= 0 && declarations[first]!.kind !== 'service' && first > declarations.indexOf(imported);
}

/** A path from the folder of another file. */
function beside(from: string, path: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/**
 * Where a module may lie: beside the importing file for `.name`, above it for each further dot, or in a package folder.
 * The name may be that of a folder with a `main.ol`.
 */
function candidates(from: string, name: string): string[] {
  let dots = 0;
  while (name[dots] === '.') dots++;
  const path = name.includes('.', dots) ? name.slice(dots).replaceAll('.', '/') : name.slice(dots);
  if (dots === 0)
    return [name, `packages/${path}.ol`, `packages/${path}/main.ol`, `lib/${path}.ol`, `lib/${path}/main.ol`];
  const folder = from.split('/').slice(0, -1);
  for (let up = 1; up < dots; up++) {
    if (folder.length > 0 && folder.at(-1) !== '..') folder.pop();
    else folder.push('..');
  }
  return [`${path}.ol`, `${path}/main.ol`].map((file) => [...folder, file].join('/'));
}
