import type { Findings } from '../language';
import { nearest, parse, type Declaration, type Service, type Span, type TypeNode } from '../language';
import type { Code } from '../run/task';
import { compileScope } from './faults';
import type { LoadedLibrary, LoadedPackage } from './packages';
import { compileStatement } from './statements';
import { TypeCompiler } from './types';
import { Unit, type Definition, type PortOperation } from './unit';
import { unavailablePackages, whyUnavailable } from './unavailable';

/** A source and the modules beside it. */
export interface Source {
  /** The name under which diagnostics and faults speak of it. */
  readonly file: string;
  readonly text: string;
  /** Files that `include` and relative imports may name, by path. */
  readonly modules?: ReadonlyMap<string, string>;
}

/** A program ready to run: its code, and the slot in which its arguments go. */
export interface CompiledProgram {
  readonly code: Code;
  readonly argumentsSlot: number;
}

/**
 * Compiles the main service of a source. Everything that is wrong is in `findings`; when they hold an error, the
 * result is null.
 */
export function compileProgram(
  source: Source,
  library: LoadedLibrary,
  findings: Findings,
  options: { sourceLimit: number; service?: string },
): CompiledProgram | null {
  const includes = (path: string) => {
    if (library.includes.has(path)) return { file: path, text: '' };
    const text = source.modules?.get(path);
    return text === undefined ? null : { file: path, text };
  };
  const module = parse(source.file, source.text, { includes, sourceLimit: options.sourceLimit }, findings);
  const declarations = flatten(module.declarations);
  const chosen = chooseService(source, declarations, findings, options.service);
  if (chosen === null) return null;

  const linker = new Linker(library, findings);
  for (const declaration of declarations) linker.declare(declaration);
  if (chosen.service !== null)
    for (const declaration of flatten(chosen.service.declarations)) linker.declare(declaration);
  const code = linker.compile(chosen.declarations, chosen.span);
  return findings.failed ? null : { code, argumentsSlot: linker.slotOf('args') };
}

/** The declarations with those of included files in their place. */
function flatten(declarations: readonly Declaration[]): Declaration[] {
  return declarations.flatMap((each) =>
    each.kind === 'include' ? [each, ...flatten(each.declarations)] : [each],
  );
}

interface Chosen {
  /** Null: an old-style module, whose top level is the service. */
  readonly service: Service | null;
  readonly declarations: readonly Declaration[];
  readonly span: Span;
}

function chooseService(
  { file }: Source,
  declarations: readonly Declaration[],
  findings: Findings,
  name: string | undefined,
): Chosen | null {
  const whole = { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const services = declarations.filter(
    (each): each is Service => each.kind === 'service' && each.interfaces.length === 0,
  );
  const main = declarations.find((each) => each.kind === 'main');
  if (main !== undefined) return { service: null, declarations, span: main.span };
  if (services.length === 0) {
    if (!findings.failed) {
      findings.report('no-main', whole, 'there is no main', {
        hint: 'a program is main { … }, or service NAME { main { … } }',
      });
    }
    return null;
  }
  const named = name === undefined ? undefined : services.find((each) => each.name === name);
  if (name !== undefined && named === undefined) {
    findings.report('unknown-service', whole, `there is no service ${name}`, {
      hint: `there are ${services.map((each) => each.name).join(', ')}`,
    });
    return null;
  }
  if (named === undefined && services.length > 1) {
    findings.report(
      'several-services',
      services[1]!.span,
      'there are several services, and none was chosen',
      {
        hint: `choose one of ${services.map((each) => each.name).join(', ')} with --service`,
      },
    );
    return null;
  }
  const service = named ?? services[0]!;
  if (service.foreign !== null) {
    findings.report('unavailable', service.foreign.span, whyUnavailable(service.foreign.name));
    return null;
  }
  return { service, declarations: flatten(service.declarations), span: service.span };
}

/** Resolves the names of a service, and compiles its code. */
class Linker {
  readonly #slots = new Map<string, number>();
  readonly #types = new Map<string, TypeNode>();
  readonly #imported = new Map<string, LoadedPackage>();
  readonly #ports = new Map<string, ReadonlyMap<string, PortOperation>>();
  readonly #interfaces = new Set<string>();
  readonly #typeCompiler = new TypeCompiler(this.#types, (span, what) => this.#unsupported(span, what));

  constructor(
    private readonly library: LoadedLibrary,
    private readonly findings: Findings,
  ) {}

  readonly slotOf = (name: string): number => {
    let slot = this.#slots.get(name);
    if (slot === undefined) this.#slots.set(name, (slot = this.#slots.size));
    return slot;
  };

  declare(declaration: Declaration): void {
    const { findings } = this;
    switch (declaration.kind) {
      case 'include': {
        const loaded = this.library.includes.get(declaration.path);
        if (loaded !== undefined) this.#bind(loaded, loaded.package.include!.port);
        else if (unavailablePackages.has(declaration.path.replace(/\.iol$/, ''))) {
          findings.report(
            'unavailable',
            declaration.span,
            whyUnavailable(declaration.path.replace(/\.iol$/, '')),
          );
        }
        return;
      }
      case 'import':
        this.#import(declaration);
        return;
      case 'type':
        if (this.#types.has(declaration.name)) this.#duplicate('type', declaration.name, declaration.span);
        this.#types.set(declaration.name, declaration.type);
        return;
      case 'interface':
        if (this.#interfaces.has(declaration.name))
          this.#duplicate('interface', declaration.name, declaration.span);
        this.#interfaces.add(declaration.name);
        return;
      case 'embed': {
        const loaded = this.#imported.get(declaration.service);
        if (loaded === undefined) {
          const near = nearest(declaration.service, this.#imported.keys());
          findings.report('unknown-service', declaration.span, `there is no service ${declaration.service}`, {
            hint:
              near === undefined ? 'import it first: from PACKAGE import SERVICE' : `did you mean ${near}?`,
          });
          return;
        }
        if (declaration.port !== null) {
          if (declaration.makesPort && this.#ports.has(declaration.port)) {
            this.#duplicate('output port', declaration.port, declaration.span);
          }
          this.#bind(loaded, declaration.port);
        }
        return;
      }
      case 'embedded':
        if (declaration.technology === 'Jolie')
          this.#unsupported(declaration.span, 'services of other files');
        else findings.report('unavailable', declaration.span, whyUnavailable(declaration.technology));
        return;
      case 'output-port': {
        const location = declaration.location?.kind === 'literal' ? declaration.location.literal : null;
        if (
          location?.type === 'string' &&
          /^(socket|btl2cap|localsocket|rmi|ssl|auto):/.test(location.value)
        ) {
          findings.report('unavailable', declaration.location!.span, 'scripts cannot open sockets');
        } else this.#unsupported(declaration.span, 'output ports of one’s own');
        this.#ports.set(declaration.name, new Map());
        return;
      }
      case 'input-port':
        this.#unsupported(declaration.span, 'input ports');
        return;
      case 'courier':
        this.#unsupported(declaration.span, 'couriers');
        return;
      case 'cset':
        this.#unsupported(declaration.span, 'correlation sets');
        return;
      case 'service':
        if (declaration.interfaces.length > 0) this.#unsupported(declaration.span, 'internal services');
        return;
      default:
    }
  }

  /** The code of the service: its `init`s and its main, in a scope called main. */
  compile(declarations: readonly Declaration[], span: Span): Code {
    const definitions = new Map<string, Definition>();
    const bodies = declarations.filter((each) => each.kind === 'define');
    for (const { name, span: at } of bodies) {
      if (definitions.has(name)) this.#duplicate('definition', name, at);
      definitions.set(name, { code: null });
    }
    for (const type of this.#types.values()) this.#checkNames(type);
    const program = {
      findings: this.findings,
      slotOf: this.slotOf,
      types: this.#typeCompiler,
      ports: this.#ports,
      definitions,
      compile: compileStatement,
    };
    for (const { name, body } of bodies)
      definitions.get(name)!.code = compileStatement(new Unit(program), body);
    const statements = [
      ...declarations.flatMap((each) => (each.kind === 'init' ? [each.body] : [])),
      ...declarations.flatMap((each) => (each.kind === 'main' ? [each.body] : [])),
    ];
    const mains = declarations.filter((each) => each.kind === 'main');
    if (mains.length === 0 && !this.findings.failed) {
      this.findings.report('no-main', span, 'the service has no main', { hint: 'add main { … }' });
    }
    if (mains.length > 1) this.findings.report('duplicate', mains[1]!.span, 'there is a main already');
    const unit = new Unit(program);
    const whole = { kind: 'sequence', statements, span } as const;
    return compileScope(unit, 'main', whole, compileStatement(unit, whole));
  }

  #import(declaration: Extract<Declaration, { kind: 'import' }>): void {
    const { from, symbols, span } = declaration;
    const loaded = this.library.packages.get(from);
    if (loaded === undefined) {
      if (unavailablePackages.has(from.replaceAll('-', '_'))) {
        this.findings.report('unavailable', span, whyUnavailable(from.replaceAll('-', '_')));
      } else if (from.startsWith('.')) this.#unsupported(span, 'modules of one’s own');
      else {
        const near = nearest(from, this.library.packages.keys());
        this.findings.report('unknown-module', span, `there is no module ${from}`, {
          hint:
            near === undefined
              ? `there are ${[...this.library.packages.keys()].sort().join(', ')}`
              : `did you mean ${near}?`,
        });
      }
      // What it would have brought is not reported again where it is used.
      for (const { as } of symbols ?? []) this.#types.set(as, { kind: 'named', name: 'undefined', span });
      return;
    }
    const offered = [loaded.package.service, loaded.interfaceName, ...loaded.types.keys()];
    const wanted = symbols ?? offered.map((name) => ({ name: { name, span }, as: name }));
    for (const { name, as } of wanted) {
      const type = loaded.types.get(name.name);
      if (type !== undefined) this.#types.set(as, type);
      else if (name.name === loaded.package.service) this.#imported.set(as, loaded);
      else if (name.name === loaded.interfaceName) this.#interfaces.add(as);
      else {
        const near = nearest(name.name, offered);
        this.findings.report('unknown-symbol', name.span, `module ${from} has no ${name.name}`, {
          hint: near === undefined ? `it has ${offered.join(', ')}` : `did you mean ${near}?`,
        });
      }
    }
  }

  #bind(loaded: LoadedPackage, port: string): void {
    const types = new TypeCompiler(loaded.types);
    const operations = new Map<string, PortOperation>();
    for (const [name, { declared, run }] of loaded.operations) {
      operations.set(name, {
        requestResponse: declared.requestResponse,
        request: declared.request === null ? () => null : types.compile(declared.request),
        response: declared.response === null ? () => null : types.compile(declared.response),
        faults: new Set(declared.faults.map((fault) => fault.name)),
        run,
      });
    }
    this.#ports.set(port, operations);
  }

  /** Reports the types that a type names and that are not there. */
  #checkNames(type: TypeNode): void {
    if (type.kind === 'choice') {
      this.#checkNames(type.left);
      this.#checkNames(type.right);
    } else if (type.kind === 'tree') {
      for (const field of type.fields) this.#checkNames(field.type);
    } else if (type.name !== 'undefined' && !this.#types.has(type.name)) {
      const near = nearest(type.name, this.#types.keys());
      this.findings.report(
        'unknown-type',
        type.span,
        `there is no type ${type.name}`,
        near === undefined ? {} : { hint: `did you mean ${near}?` },
      );
    }
  }

  #duplicate(what: string, name: string, span: Span): void {
    this.findings.report('duplicate', span, `there is a ${what} ${name} already`);
  }

  #unsupported(span: Span, what: string): void {
    this.findings.report('unsupported', span, `the engine cannot run ${what} yet`);
  }
}
