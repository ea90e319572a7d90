import type { Findings } from '../language';
import { walk, type Declaration, type Service, type Span } from '../language';
import { mayBeNothing, runChecks, type CheckedService } from '../checks';
import type { OperationType, ServiceCode } from '../run/service-code';
import { Modules, type Module, type Source } from './modules';
import type { LoadedLibrary } from './packages';
import type { Scope } from './scope';
import { enter, ServiceCompiler, type Context } from './service';
import type { Tier } from './unit';
import { isUnavailable, packageOf, whyUnavailable } from './unavailable';

export type { Source } from './modules';

/** A program ready to run: its outermost service, and the slot in which its arguments go. */
export interface CompiledProgram {
  readonly service: ServiceCode;
  readonly argumentsSlot: number;
  /** All services, with the trees that they were compiled from. */
  readonly services: readonly CheckedService[];
}

export interface ProgramOptions {
  readonly sourceLimit: number;
  /** Which service of the source to run. */
  readonly service?: string;
  /** Which to run where there are several and none was chosen. */
  readonly usual?: string;
  /** Whether nothing is passed to the service: one that needs a parameter is an error. */
  readonly parameterless?: boolean;
  /** Whether a program that compiles is looked over for likely mistakes: warnings. */
  readonly warnings?: boolean;
  /** Whether the code tells of its steps. */
  readonly traced?: boolean;
  /** Makes the code of a service that is no closures; without it, all of it is. Traced code is closures. */
  readonly tier?: () => Tier;
  /** Gas that a program has spent when its code is made by the tier. */
  readonly hotAfter?: number;
}

/**
 * Compiles the main service of a source, and every service that it embeds. Everything that is wrong is in `findings`;
 * when they hold an error, the result is null.
 */
export function compileProgram(
  source: Source,
  library: LoadedLibrary,
  findings: Findings,
  options: ProgramOptions,
  /** Whether the code is made by the tier, where there is one. */
  isHot = false,
): CompiledProgram | null {
  const modules = new Modules(source.modules ?? new Map(), library, findings, options.sourceLimit);
  const module = modules.load(source.file, source.text);
  for (const each of module.declarations) {
    if (each.kind !== 'include' || library.includes.has(each.path)) continue;
    if (isUnavailable(each.path))
      findings.report('unavailable', each.span, whyUnavailable(packageOf(each.path)));
  }
  if (findings.incomplete) return null;
  const chosen = chooseService(module, findings, options);
  if (chosen === null) return null;
  if (chosen !== 'module') {
    checkPorts(module, findings);
    checkDefinitions(module, findings);
  }
  const program = new Program(
    library,
    findings,
    modules,
    options.traced === true,
    options.traced === true || !isHot ? null : (options.tier ?? null),
  );
  const main =
    chosen === 'module' ? program.ofModule(module) : program.compilerOf(chosen, module.scope, null);
  program.compileAll();
  if (options.parameterless === true && chosen !== 'module') checkParameter(chosen, module.scope, findings);
  if (findings.failed) return null;
  if (options.warnings === true) runChecks(program, findings);
  return { service: main.code, argumentsSlot: main.slotOf('args'), services: program.services };
}

/** A port outside of services belongs to nothing, unless the module includes files. */
function checkPorts({ declarations }: Module, findings: Findings): void {
  if (declarations.some((each) => each.kind === 'include')) return;
  for (const each of declarations) {
    if (each.kind === 'input-port' || each.kind === 'output-port')
      findings.report('forbidden', each.span, `port ${each.name} stands outside of services`);
  }
}

/** A definition outside of services sees none of their ports. */
function checkDefinitions({ declarations }: Module, findings: Findings): void {
  const unknown = (port: string, span: Span) =>
    findings.report('unknown-port', span, `there is no port ${port} outside of services`);
  for (const each of declarations) {
    if (each.kind !== 'define') continue;
    walk(each.body, {
      statement: (inner) => {
        if (inner.kind === 'notify' || inner.kind === 'solicit') unknown(inner.port, inner.portSpan);
      },
      expression: (inner) => {
        if (inner.kind === 'call') unknown(inner.port, inner.span);
      },
      input: ({ operation, span }) =>
        findings.report('unknown-operation', span, `there is no operation ${operation} outside of services`),
    });
  }
}

function checkParameter({ name, parameter }: Service, scope: Scope, findings: Findings): void {
  if (parameter === null || mayBeNothing(parameter.type, scope.compiler)) return;
  findings.report(
    'needs-parameter',
    parameter.type.span,
    `service ${name} needs a parameter, and a script is given none`,
    { hint: 'give every field a ?, or have its type be a choice with void' },
  );
}

/** Operations that ports may take over from each other: a short source could otherwise make very many. */
const mostOperations = 20_000;

/** Services inside each other: a run could not hold more of them. */
const deepest = 32;

/** The services of a program: each is compiled once, when all that names it has been seen. */
class Program implements Context {
  readonly #compilers = new Map<Service | Module, ServiceCompiler>();
  readonly #work: ServiceCompiler[] = [];
  readonly services: CheckedService[] = [];
  #operations = 0;
  #depth = 0;

  constructor(
    readonly library: LoadedLibrary,
    readonly findings: Findings,
    readonly modules: Modules,
    readonly traced: boolean,
    readonly tier: (() => Tier) | null,
  ) {}

  readonly compilerOf = (declared: Service, scope: Scope, around: ServiceCompiler | null): ServiceCompiler =>
    this.#made(declared, () => {
      const entered = enter(declared, this.modules.declarationsOf(scope), scope, this.library);
      const declarations = around === null ? entered.declarations : entered.own;
      const { scope: inner } = entered;
      const { name, span } = declared;
      const compiler = new ServiceCompiler(this, name, inner, declarations, declared, span, around);
      this.services.push({ code: compiler.code, scope: inner, declarations, node: declared });
      return compiler;
    });

  readonly compilerOfModule = (module: Module, span: Span): ServiceCompiler | null => {
    const chosen = chooseService(module, this.findings, {}, span);
    if (chosen === null) return null;
    return chosen === 'module' ? this.ofModule(module) : this.compilerOf(chosen, module.scope, null);
  };

  readonly affords = (operations: number, span: Span): boolean => {
    this.#operations += operations;
    if (this.#operations <= mostOperations) return true;
    this.findings.report('source-too-large', span, 'the ports of the program have too many operations');
    return false;
  };

  readonly operationsOf = (
    compiler: ServiceCompiler,
    span: Span,
  ): ReadonlyMap<string, OperationType> | null => {
    if (this.#depth >= deepest) {
      this.findings.report(
        'nesting-too-deep',
        span,
        `services embed each other over more than ${deepest} levels`,
      );
      return null;
    }
    this.#depth++;
    try {
      return compiler.localOperations();
    } finally {
      this.#depth--;
    }
  };

  /** An old-style module: its top level is the service. */
  ofModule(module: Module): ServiceCompiler {
    return this.#made(module, () => {
      const main = module.declarations.find((each) => each.kind === 'main');
      const span = main?.span ?? { file: module.file, line: 1, column: 1, endLine: 1, endColumn: 1 };
      const { scope, declarations } = module;
      const compiler = new ServiceCompiler(this, 'main', scope, declarations, null, span, null);
      this.services.push({ code: compiler.code, scope, declarations, node: null });
      return compiler;
    });
  }

  #made(key: Service | Module, make: () => ServiceCompiler): ServiceCompiler {
    let compiler = this.#compilers.get(key);
    if (compiler === undefined) {
      this.#compilers.set(key, (compiler = make()));
      this.#work.push(compiler);
    }
    return compiler;
  }

  compileAll(): void {
    for (let next = this.#work.shift(); next !== undefined; next = this.#work.shift()) next.compile();
  }
}

function chooseService(
  { file, declarations }: Module,
  findings: Findings,
  { service: name, usual }: { service?: string; usual?: string },
  at: Span | null = null,
): Service | 'module' | null {
  const whole = at ?? { file, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const services = declarations.filter(
    (each: Declaration): each is Service => each.kind === 'service' && each.interfaces.length === 0,
  );
  if (declarations.some((each) => each.kind === 'main')) {
    const main = services[0]?.declarations.find((each) => each.kind === 'main');
    if (main !== undefined)
      findings.report('duplicate', main.span, 'there is a main already, outside of the services');
    return 'module';
  }
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
  const common = usual === undefined ? undefined : services.find((each) => each.name === usual);
  if (named === undefined && common === undefined && services.length > 1) {
    findings.report('several-services', whole, 'there are several services, and none was chosen', {
      hint: `choose one of ${services.map((each) => each.name).join(', ')} with --service`,
    });
    return null;
  }
  const service = named ?? (services.length > 1 ? common! : services[0]!);
  if (service.foreign !== null) {
    findings.report('unavailable', service.foreign.span, whyUnavailable(service.foreign.name));
    return null;
  }
  return service;
}
