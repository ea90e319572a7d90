import {
  nearest,
  type Declaration,
  type Expression,
  type Findings,
  type Port,
  type Service as ServiceNode,
  type Span,
  type Statement,
} from '../language';
import type {
  InputHandler,
  InputPortCode,
  OperationType,
  OutputPortCode,
  PortOperation,
  ServiceCode,
} from '../run/service-code';
import { done, type Code } from '../run/task';
import { bootCode, type Embedding, type LocatedPort } from './boot';
import { checkCorrelations, correlationsOf } from './correlation';
import { callsMain, checkLegality, forbidIn } from './legality';
import { checkAddress, checkInputPort, isOpen, isSameOperation } from './ports';
import { Declared } from './declared';
import { compileCourier } from './couriers';
import { compileExpression } from './expressions';
import { extendOperation } from './extender';
import { compileScope } from './faults';
import { declare, flatten, type Module, type Modules } from './modules';
import { packagePort, type LoadedLibrary } from './packages';
import { Scope } from './scope';
import { compileStatement } from './statements';
import { starters } from './starters';
import { tracedEnd } from './tracing';
import { whyUnavailable } from './unavailable';
import { ProgramScope, Unit, type Definition, type Tier } from './unit';

/** What the services of one program share while they are compiled. */
export interface Context {
  readonly library: LoadedLibrary;
  readonly findings: Findings;
  readonly modules: Modules;
  /** Whether the code tells of its steps. */
  readonly traced: boolean;
  /** Makes code of a service in another way than closures; null: all of it is closures. */
  readonly tier: (() => Tier) | null;
  /** The compiler of a service that is embedded; made once, compiled later. */
  readonly compilerOf: (
    declared: ServiceNode,
    scope: Scope,
    around: ServiceCompiler | null,
  ) => ServiceCompiler;
  /** The compiler of a module's only service; null with a finding at the place. */
  readonly compilerOfModule: (module: Module, span: Span) => ServiceCompiler | null;
  /** Counts operations that a port takes over from another; false, with a finding, when they are too many. */
  readonly affords: (operations: number, span: Span) => boolean;
  /** Looks into an embedded service for its operations; null, with a finding, when that leads too deep. */
  readonly operationsOf: (compiler: ServiceCompiler, span: Span) => ReadonlyMap<string, OperationType> | null;
}

/** An operation as it is reached on an input port, and what a courier for it would pass on. */
interface Offered {
  readonly handler: InputHandler;
  readonly port: OutputPortCode | null;
  readonly added: ReadonlySet<string>;
}

const nothing: ReadonlySet<string> = new Set();

const sockets = /^(socket|btl2cap|localsocket|rmi|ssl|auto):/;

/** Resolves the names of a service, and compiles its code. */
export class ServiceCompiler {
  readonly code: ServiceCode;
  readonly #scope: Scope;
  readonly #declarations: readonly Declaration[];
  readonly #located: LocatedPort[] = [];
  readonly #embeddings: Embedding[] = [];
  readonly #inputs = new Map<string, OperationType>();
  readonly #offered = new Map<string, Map<string, Offered>>();
  readonly #forbid: ReturnType<typeof forbidIn>;
  /** The output ports that declarations make by their own text; null until that is asked. */
  #made: ReadonlySet<string | null> | null = null;
  #linked = false;

  constructor(
    private readonly context: Context,
    name: string,
    scope: Scope,
    /** The declarations that hold in the service, those of the module around it first. */
    declarations: readonly Declaration[],
    private readonly node: ServiceNode | null,
    private readonly span: Span,
    /** The service around an internal one: its ports and definitions are visible. */
    private readonly around: ServiceCompiler | null,
  ) {
    this.#forbid = forbidIn(context.findings);
    this.#scope = scope;
    this.#declarations = declarations;
    this.code = {
      name,
      mode: around === null ? 'single' : 'concurrent',
      slots: new Map(),
      boot: () => done,
      main: () => done,
      starters: new Set(),
      correlations: new Map(),
      inputPorts: [],
      outputPorts: new Map(),
      parameter: null,
      internal: around !== null,
    };
  }

  readonly slotOf = (name: string): number => {
    const { slots } = this.code;
    let slot = slots.get(name);
    if (slot === undefined) slots.set(name, (slot = slots.size));
    return slot;
  };

  /** The operations that the service offers on the ports that its own location reaches. */
  localOperations(): ReadonlyMap<string, OperationType> {
    this.link();
    const all = new Map<string, OperationType>();
    for (const port of this.#declarations) {
      if (port.kind !== 'input-port' || !isLocal(port.location)) continue;
      for (const [name, { handler }] of this.#offered.get(port.name) ?? [])
        if (!all.has(name)) all.set(name, handler.type);
    }
    if (this.node !== null)
      for (const [name, { handler }] of this.#offered.get('') ?? [])
        if (!all.has(name)) all.set(name, handler.type);
    return all;
  }

  /** Resolves the ports; the code comes later, because services may embed each other. */
  link(): void {
    if (this.#linked) return;
    this.#linked = true;
    if (this.around !== null) this.#inherit(this.around);
    // A service may be embedded into a port that is declared below it.
    const embeds = (each: Declaration) => each.kind === 'embed' || each.kind === 'embedded';
    const embedding = this.#declarations.filter(embeds);
    for (const each of this.#declarations) if (!embeds(each)) this.#linkOutput(each);
    for (const each of embedding) this.#linkOutput(each);
    // An input port takes over from ports that stand above it, and a courier stands below its input port.
    const above = new Set<string>();
    for (const each of this.#declarations) {
      const made = this.#portMadeBy(each);
      if (made !== null) above.add(made);
      if (each.kind === 'input-port') this.#linkInput(each, above);
      if (each.kind === 'courier' && !this.#offered.has(each.port)) this.#unknownInputPort(each);
    }
    if (this.node !== null && this.node.interfaces.length > 0) this.#linkInternal(this.node);
  }

  #inherit(around: ServiceCompiler): void {
    around.link();
    for (const [name, port] of around.code.outputPorts) {
      const slot = port.nativeLocation === null ? this.slotOf(name) : -1;
      this.code.outputPorts.set(name, { ...port, slot });
    }
    this.#located.push(...around.#located);
  }

  #linkOutput(each: Declaration): void {
    const { findings, library } = this.context;
    const { outputPorts } = this.code;
    switch (each.kind) {
      case 'include': {
        const loaded = library.includes.get(each.path);
        if (loaded !== undefined) {
          const port = loaded.package.include!.port;
          if (outputPorts.has(port)) this.#scope.duplicate('output port', port, each.span);
          outputPorts.set(port, packagePort(loaded, port));
        }
        return;
      }
      case 'output-port':
        if (outputPorts.has(each.name) && this.around === null)
          this.#scope.duplicate('output port', each.name, each.span);
        this.#checkLocation(each);
        this.#addPort(each.name, this.#operationsOf(each));
        if (each.location !== null || each.protocol !== null)
          this.#located.push({ name: each.name, location: each.location, protocol: each.protocol });
        return;
      case 'embed':
        this.#linkEmbed(each);
        return;
      case 'embedded': {
        if (each.technology !== 'Jolie') {
          findings.report('unavailable', each.span, whyUnavailable(each.technology));
          return;
        }
        const path = each.path.split(/\s+/).at(-1)!;
        const module = this.context.modules.byFile(path);
        if (module === null) {
          findings.report('unknown-module', each.span, `there is no file ${path}`);
          return;
        }
        const compiler = this.context.compilerOfModule(module, each.span);
        if (compiler === null) return;
        if (each.port !== null && !outputPorts.has(each.port)) this.#unknownPort(each.port, each.span);
        this.#embeddings.push({ code: compiler.code, argument: null, port: each.port, span: each.span });
        return;
      }
      case 'service': {
        if (each.interfaces.length === 0 || this.node === each) return;
        if (outputPorts.has(each.name)) this.#scope.duplicate('output port', each.name, each.span);
        const operations = new Map<string, PortOperation>();
        for (const type of this.#interfaceOperations(each.interfaces))
          operations.set(type.name, { ...type, native: null });
        this.#addPort(each.name, operations);
        const { code } = this.context.compilerOf(each, this.#scope, this);
        this.#embeddings.push({ code, argument: null, port: each.name, span: each.span });
        return;
      }
      default:
    }
  }

  #linkEmbed(each: Extract<Declaration, { kind: 'embed' }>): void {
    const { findings } = this.context;
    const { outputPorts } = this.code;
    const symbol = this.#scope.service(each.service);
    if (symbol === undefined) {
      if (each.port !== null) findings.doubt(each.port);
      if (this.#scope.isPlaceholder(each.service)) return;
      const near = nearest(each.service, this.#scope.services.keys());
      findings.report('unknown-service', each.span, `there is no service ${each.service}`, {
        hint: near === undefined ? 'import it first: from PACKAGE import SERVICE' : `did you mean ${near}?`,
      });
      return;
    }
    const { port } = each;
    if (port !== null && each.makesPort && outputPorts.has(port))
      this.#scope.duplicate('output port', port, each.span);
    if (port !== null && !each.makesPort && !outputPorts.has(port)) this.#unknownPort(port, each.span);
    if (symbol.kind === 'package') {
      if (port !== null) outputPorts.set(port, packagePort(symbol.loaded, port));
      return;
    }
    if (symbol.declared.foreign !== null) {
      findings.report('unavailable', each.span, whyUnavailable(symbol.declared.foreign.name));
      return;
    }
    const compiler = this.context.compilerOf(symbol.declared, symbol.scope, null);
    if (port !== null && each.makesPort) {
      const operations = new Map<string, PortOperation>();
      const offered = this.context.operationsOf(compiler, each.span);
      if (offered === null || !this.context.affords(offered.size + 1, each.span)) return;
      for (const [name, type] of offered) operations.set(name, { ...type, native: null });
      this.#addPort(port, operations);
    }
    this.#embeddings.push({ code: compiler.code, argument: each.argument, port, span: each.span });
  }

  #unknownPort(name: string, span: Span): void {
    const near = nearest(name, this.code.outputPorts.keys());
    this.context.findings.report('unknown-port', span, `there is no output port ${name}`, {
      hint: near === undefined ? 'declare it first: outputPort NAME { … }' : `did you mean ${near}?`,
    });
  }

  #addPort(name: string, operations: ReadonlyMap<string, PortOperation>): void {
    this.code.outputPorts.set(name, { name, slot: this.slotOf(name), operations, nativeLocation: null });
  }

  #checkLocation(port: Port): void {
    checkAddress(port, this.#forbid);
    const location = port.location?.kind === 'literal' ? port.location.literal : null;
    if (location?.type === 'string' && sockets.test(location.value))
      this.context.findings.report('unavailable', port.location!.span, 'scripts cannot open sockets');
  }

  #operationsOf(port: Port): Map<string, PortOperation> {
    const operations = new Map<string, PortOperation>();
    for (const type of this.#allOperations(port)) operations.set(type.name, { ...type, native: null });
    return operations;
  }

  /** The operations of a port: of its interfaces, and its own. */
  #allOperations({ interfaces, operations }: Port): readonly OperationType[] {
    const all = this.#interfaceOperations(interfaces);
    for (const each of operations) {
      this.#scope.checkOperation(each);
      all.push(this.#scope.operation(each));
    }
    return all;
  }

  #interfaceOperations(names: Port['interfaces']): OperationType[] {
    const all: OperationType[] = [];
    for (const { name, span } of names) {
      const symbol = this.#scope.interface(name);
      if (symbol === undefined) this.#unknownInterface(name, span);
      else for (const each of symbol.operations) all.push(symbol.scope.operation(each));
    }
    return all;
  }

  #unknownInterface(name: string, span: Span): void {
    if (this.#scope.isPlaceholder(name)) return;
    const near = nearest(name, this.#scope.interfaces.keys());
    this.context.findings.report(
      'unknown-interface',
      span,
      `there is no interface ${name}`,
      near === undefined ? {} : { hint: `did you mean ${near}?` },
    );
  }

  /** The output port that a declaration makes by its own text. */
  #portMadeBy(each: Declaration): string | null {
    if (each.kind === 'output-port' || (each.kind === 'service' && each.interfaces.length > 0))
      return each.name;
    const included = each.kind === 'include' ? this.context.library.includes.get(each.path) : undefined;
    return included === undefined ? null : included.package.include!.port;
  }

  /** Whether some declaration makes the output port by its own text. */
  #isMade(port: string): boolean {
    this.#made ??= new Set(this.#declarations.map((each) => this.#portMadeBy(each)));
    return this.#made.has(port);
  }

  #unknownInputPort({ port, span }: Extract<Declaration, { kind: 'courier' }>): void {
    const isBelow = this.#declarations.some((each) => each.kind === 'input-port' && each.name === port);
    this.context.findings.report(
      'unknown-port',
      span,
      isBelow ? `input port ${port} is declared below` : `there is no input port ${port}`,
    );
  }

  #linkInput(each: Port, above: ReadonlySet<string>): void {
    this.#checkLocation(each);
    checkInputPort(each, this.#forbid);
    if (this.#offered.has(each.name)) this.#scope.duplicate('input port', each.name, each.span);
    const offered = new Map<string, Offered>();
    this.#offered.set(each.name, offered);
    const operations = this.#allOperations(each);
    for (const type of operations) this.#offer(offered, type);
    for (const { ports, extender } of each.aggregates) {
      const symbol = extender === null ? null : (this.#scope.interface(extender.name) ?? null);
      if (extender !== null && symbol?.extender !== true) {
        this.context.findings.report(
          'unknown-interface',
          extender.span,
          `there is no interface extender ${extender.name}`,
        );
      }
      for (const { name, span } of ports) {
        const port = this.code.outputPorts.get(name);
        if (port === undefined) {
          this.#unknownPort(name, each.span);
          continue;
        }
        if (!above.has(name) && this.#isMade(name))
          this.#forbid(each.span, `output port ${name} is declared below`);
        if (!this.context.affords(port.operations.size, span)) return;
        for (const operation of port.operations.values()) {
          if (symbol !== null && isOpen(operation))
            this.#forbid(each.span, `${operation.name} takes any fields: no extender can add to them`);
          if (offered.has(operation.name)) continue;
          const { type, added } = extendOperation(operation, symbol);
          offered.set(operation.name, { handler: { kind: 'aggregated', type, port }, port, added });
        }
      }
    }
  }

  #linkInternal(node: ServiceNode): void {
    const offered = new Map<string, Offered>();
    this.#offered.set('', offered);
    for (const type of this.#interfaceOperations(node.interfaces)) this.#offer(offered, type);
  }

  #offer(offered: Map<string, Offered>, type: OperationType): void {
    offered.set(type.name, { handler: { kind: 'direct', type }, port: null, added: nothing });
    const other = this.#inputs.get(type.name);
    if (other === undefined) this.#inputs.set(type.name, type);
    else if (!isSameOperation(other, type))
      this.#forbid(type.declared!.operation.span, `another input port has ${type.name} with other types`);
  }

  /** Compiles the code of the service: what it begins with, its main, and its couriers. */
  compile(): ServiceCode {
    this.link();
    const { code } = this;
    const declared = new Declared(this.#declarations);
    const definitions = this.#definitions(declared);
    const program = this.#programScope(declared, definitions);
    for (const { name, body } of declared.definitions)
      definitions.get(name)!.code = compileStatement(new Unit(program), body);
    this.#compileParameter();
    for (const { mode } of declared.executions) code.mode = mode;
    checkLegality(this.#declarations, this.around === null ? code.mode : 'single', this.context.findings);
    this.#compileMain(program, definitions, declared);
    for (const each of declared.couriers) this.#compileCouriers(program, each);
    this.#fillInputPorts(program, declared.inputPorts);
    if (declared.correlationSets.length > 0) this.#correlate(program, declared.correlationSets);
    // What the service begins with is entered as a whole, each `init` with it: they share their places.
    const boot = new Unit(program);
    const inits = declared.inits.map((each) => this.#scoped(boot, each.body, 'init'));
    // Compiled last: by now it is known which ports the code speaks of as variables.
    code.boot = bootCode(boot, code, this.#located, this.#embeddings, inits);
    program.close();
    return code;
  }

  #definitions({ definitions }: Declared): Map<string, Definition> {
    const all = new Map<string, Definition>();
    for (const { name, span } of definitions) {
      if (all.has(name)) this.#scope.duplicate('definition', name, span);
      all.set(name, { code: null });
    }
    return all;
  }

  #programScope(
    { definitions: declared }: Declared,
    definitions: ReadonlyMap<string, Definition>,
  ): ProgramScope {
    const bodies = new Map<string, Statement>();
    for (const { name, body } of declared) bodies.set(name, body);
    const { findings, traced, tier } = this.context;
    return new ProgramScope({
      findings,
      traced,
      slotOf: this.slotOf,
      types: this.#scope.compiler,
      ports: this.code.outputPorts,
      definitions,
      bodies,
      tier: tier === null ? null : tier(),
      inputs: this.#inputs,
      compile: compileStatement,
    });
  }

  #compileParameter(): void {
    const { code, node } = this;
    if (node === null || node.parameter === null) return;
    const { name, type } = node.parameter;
    this.#scope.checkType(type);
    code.parameter = { slot: this.slotOf(name), check: this.#scope.compiler.compile(type) };
  }

  #compileMain(
    program: ProgramScope,
    definitions: Map<string, Definition>,
    { mains: [main, second] }: Declared,
  ): void {
    const { code } = this;
    const { findings } = this.context;
    if (second !== undefined) findings.report('duplicate', second.span, 'there is a main already');
    if (main !== undefined) code.main = this.#mainCode(program, definitions, main.body);
    else if (!findings.failed)
      findings.report('no-main', this.span, 'the service has no main', { hint: 'add main { … }' });
    for (const name of starters(main?.body ?? null, this.#declarations)) code.starters.add(name);
  }

  #correlate(program: ProgramScope, sets: readonly Declaration[]): void {
    checkCorrelations(sets, this.#inputs, this.#scope, this.#forbid);
    correlationsOf(new Unit(program), sets, this.#inputs, this.code.correlations);
  }

  /** The main may call itself: what is in it runs again, in the scope that is there. */
  #mainCode(program: ProgramScope, definitions: Map<string, Definition>, body: Statement): Code {
    if (!callsMain(body)) return this.#scoped(new Unit(program), body, 'main');
    const again: Definition = { code: null };
    definitions.set('main', again);
    again.code = compileStatement(new Unit(program), body);
    const code = this.#scoped(new Unit(program), body, 'main');
    definitions.delete('main');
    return code;
  }

  #scoped(unit: Unit, body: Statement, part: 'init' | 'main'): Code {
    const code = compileScope(unit, 'main', body, compileStatement(unit, body), part);
    return unit.program.traced && part === 'main' ? tracedEnd(body.span, code) : code;
  }

  #compileCouriers(program: ProgramScope, courier: Extract<Declaration, { kind: 'courier' }>): void {
    const offered = this.#offered.get(courier.port);
    if (offered === undefined) return;
    const taken = new Set<string>();
    // A branch for one operation goes before one for its interface.
    for (const branch of [...courier.branches].sort((a, b) => Number(a.interface) - Number(b.interface))) {
      const names = branch.interface
        ? (this.#scope.interface(branch.name)?.operations ?? [])
            .filter((each) => each.requestResponse === branch.requestResponse)
            .map((each) => each.name)
        : [branch.name];
      if (branch.interface && this.#scope.interface(branch.name) === undefined)
        this.context.findings.report(
          'unknown-interface',
          branch.span,
          `there is no interface ${branch.name}`,
        );
      for (const name of names) {
        const found = offered.get(name);
        if (taken.has(name)) continue;
        if (found === undefined || found.port === null) {
          this.context.findings.report(
            'unknown-operation',
            branch.span,
            found === undefined
              ? `input port ${courier.port} has no operation ${name}`
              : `input port ${courier.port} does not aggregate ${name}`,
          );
          continue;
        }
        taken.add(name);
        const { handler, port, added } = found;
        const unit = new Unit(program, null, { operation: name, port, added });
        const code = compileCourier(unit, branch, handler.type);
        offered.set(name, { handler: { kind: 'courier', type: handler.type, code }, port, added });
      }
    }
  }

  #fillInputPorts(program: ProgramScope, declared: readonly Port[]): void {
    const { inputPorts, outputPorts } = this.code;
    const handlersOf = (name: string) => {
      const handlers = new Map<string, InputHandler>();
      for (const [operation, { handler }] of this.#offered.get(name) ?? []) handlers.set(operation, handler);
      return handlers;
    };
    for (const each of declared) {
      const redirects = new Map<string, OutputPortCode>();
      for (const { resource, port } of each.redirects) {
        const found = outputPorts.get(port.name);
        if (found === undefined) this.#unknownPort(port.name, each.span);
        else redirects.set(resource, found);
      }
      inputPorts.push({
        name: each.name,
        location: each.location === null ? null : this.#locationCode(program, each.location),
        operations: handlersOf(each.name),
        redirects,
        span: each.span,
      });
    }
    if (this.#offered.has(''))
      inputPorts.push({
        name: '',
        location: null,
        operations: handlersOf(''),
        redirects: new Map(),
        span: this.span,
      } satisfies InputPortCode);
  }

  #locationCode(program: ProgramScope, location: Expression): NonNullable<InputPortCode['location']> {
    const unit = new Unit(program);
    const { basic } = compileExpression(unit, location);
    if (unit.steps > 0) unit.unsupported(location.span, 'a call in the location of a port');
    return basic;
  }
}

/** Whether a port is reached by its service's own location. */
function isLocal(location: Expression | null): boolean {
  if (location === null) return true;
  return (
    location.kind !== 'literal' ||
    location.literal.type !== 'string' ||
    !location.literal.value.startsWith('local://')
  );
}

/** The scope and the declarations of a service of a module. */
export function enter(
  declared: ServiceNode,
  module: readonly Declaration[],
  scope: Scope,
  library: LoadedLibrary,
): {
  readonly scope: Scope;
  readonly declarations: readonly Declaration[];
  readonly own: readonly Declaration[];
} {
  const own = flatten(declared.declarations);
  const inner = new Scope(scope.findings, scope);
  for (const each of own) declare(inner, each, library);
  // Ports outside of services are for files that are included: they hold in the services of such a module.
  const including = module.some((each) => each.kind === 'include');
  const shared = module.filter(
    (each) => each.kind === 'include' || each.kind === 'define' || (including && each.kind === 'output-port'),
  );
  return { scope: inner, declarations: shared.length === 0 ? own : [...shared, ...own], own };
}
