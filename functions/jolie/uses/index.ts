import { bodiesOf, type CheckedService } from '../checks';
import { walk, type Expression, type Path, type Statement } from '../language';
import { isFirstArgument, isOpen, rootOf, TreeFlow } from './tree-flow';

/** What a program uses, as far as its code shows it; each list sorted, with nothing twice. */
export interface Uses {
  /** What it calls of the library: `random@math`, the operation and the package, its name with `_`. */
  readonly calls: readonly string[];
  /** The packages that its ports lead to, called or not. */
  readonly packages: readonly string[];
  /** The names that it writes to: `answer`, `reply` and `to` for `answer.reply.to`. */
  readonly written: readonly string[];
  /** Those that it gives other values than texts and numbers of its own. */
  readonly computed: readonly string[];
  /** The texts in it. */
  readonly texts: readonly string[];
  /** Whether it makes values that are new each time (`new`). */
  readonly fresh: boolean;
  /**
   * Whether it may hand on more than the other lists show: a tree with names that it computes or that came to it whole
   * (JSON that is read, for one), copied or aliased on the way or not; ports that it binds anew; messages forwarded.
   */
  readonly hides: boolean;
  /** Whether it prints texts that are neither its own nor JSON that it made of a tree. */
  readonly printsOthers: boolean;
  /** The operations that it takes in. */
  readonly inputs: readonly string[];
}

/** Goes through all code of a program's services. */
export function usesOf(services: readonly CheckedService[]): Uses {
  const seen = new Seen();
  for (const service of services) {
    const packages = new Map<string, string>();
    for (const [port, { nativeLocation }] of service.code.outputPorts)
      if (nativeLocation !== null)
        packages.set(port, nativeLocation.replace(/^local:\/\/#/, '').replaceAll('-', '_'));
    for (const name of packages.values()) seen.packages.add(name);
    for (const body of bodiesOf(service)) seen.look(body, packages, service);
  }
  return seen.result();
}

class Seen {
  readonly packages = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #written = new Set<string>();
  readonly #computed = new Set<string>();
  readonly #texts = new Set<string>();
  readonly #inputs = new Set<string>();
  readonly #trees = new TreeFlow();
  /** Variables that get what is no JSON made of a tree, and those that are printed. */
  readonly #otherTexts = new Set<string>();
  readonly #printed = new Set<string>();
  #printsComputed = false;
  #fresh = false;

  look(body: Statement, packages: ReadonlyMap<string, string>, service: CheckedService): void {
    const { outputPorts, inputPorts } = service.code;
    const declaredOf = (operation: string, port: string) =>
      outputPorts.get(port)?.operations.get(operation)?.declared;
    const call = (operation: string, port: string, value: Expression | null) => {
      const name = packages.get(port);
      if (name !== undefined) this.#calls.add(`${operation}@${name}`);
      const declared = declaredOf(operation, port);
      if (declared == null || isOpen(declared.operation.request, declared.types)) this.#trees.handOn(value);
      if (name === 'console' && operation.startsWith('print')) this.#print(value);
    };
    const answer = (operation: string, port: string, from: Expression | null, to: Path | null) => {
      if (to === null) return;
      const isJson = `${operation}@${packages.get(port)}` === 'getJsonString@json_utils';
      if (!isJson) this.#otherTexts.add(rootOf(to));
      const declared = declaredOf(operation, port);
      const isOwnMessage = operation === 'getJsonValue' && isFirstArgument(from);
      if (!isOwnMessage && (declared == null || isOpen(declared.operation.response, declared.types)))
        this.#trees.unknown(rootOf(to));
    };
    walk(body, {
      path: (path, use) => {
        if (use !== 'write') return;
        this.#write(path);
        // A port has its location as a variable.
        if (path.steps.length > 1 && outputPorts.has(rootOf(path))) this.#trees.hide();
      },
      input: (input) => {
        this.#valued(input.request, null);
        this.#inputs.add(input.operation);
        const type = inputPorts
          .map(({ operations }) => operations.get(input.operation)?.type.declared)
          .find(Boolean);
        if (input.request !== null) {
          this.#otherTexts.add(rootOf(input.request));
          if (type == null || isOpen(type.operation.request, type.types))
            this.#trees.unknown(rootOf(input.request));
        }
        if (input.kind === 'request-response') this.#trees.handOn(input.response);
      },
      statement: (each) => {
        if (each.kind === 'assign' || each.kind === 'copy')
          this.#valued(each.path, each.kind === 'assign' && each.operator !== '=' ? null : each.value);
        if (each.kind === 'link' || each.kind === 'step') this.#valued(each.path, null);
        if (each.kind === 'assign' || each.kind === 'step') this.#otherTexts.add(rootOf(each.path));
        if (each.kind === 'copy') {
          this.#otherTexts.add(rootOf(each.path));
          this.#trees.copy(rootOf(each.path), each.value);
        }
        if (each.kind === 'link') {
          this.#valued(each.target, null);
          for (const path of [each.path, each.target]) this.#otherTexts.add(rootOf(path));
          this.#trees.alias(rootOf(each.path), rootOf(each.target));
        }
        if (each.kind === 'throw') this.#trees.handOn(each.value);
        if (each.kind === 'forward') this.#trees.hide();
        if (each.kind === 'solicit' || each.kind === 'notify') {
          call(each.operation, each.port, each.value);
        }
        if (each.kind === 'solicit') {
          this.#valued(each.response, null);
          answer(each.operation, each.port, each.value, each.response);
        }
        if (each.kind === 'foreach') this.#otherTexts.add(rootOf(each.name));
        if (each.kind === 'spawn' && each.result !== null) this.#trees.unknown(rootOf(each.result));
        if (each.kind !== 'for-in') return;
        this.#valued(each.element, null);
        this.#otherTexts.add(rootOf(each.element));
        this.#trees.alias(rootOf(each.element), rootOf(each.vector));
      },
      expression: (each) => {
        if (each.kind === 'literal' && each.literal.type === 'string') this.#texts.add(each.literal.value);
        if (each.kind === 'fresh') this.#fresh = true;
        if (each.kind === 'assignment') {
          this.#valued(each.path, each.value);
          this.#otherTexts.add(rootOf(each.path));
        }
        if (each.kind === 'increment') this.#otherTexts.add(rootOf(each.path));
        if (each.kind === 'call') {
          call(each.operation, each.port, each.argument);
          const declared = declaredOf(each.operation, each.port);
          if (declared == null || isOpen(declared.operation.response, declared.types)) this.#trees.open(each);
        }
        if (each.kind !== 'tree') return;
        for (const operation of each.operations) {
          this.#write(operation.path);
          this.#valued(operation.path, operation.kind === 'link' ? null : operation.value);
          if (operation.kind === 'link') this.#valued(operation.target, null);
        }
      },
    });
  }

  #write({ steps }: Path): void {
    for (const { name } of steps) {
      if (typeof name === 'string') this.#written.add(name);
      else this.#trees.unknown(typeof steps[0]?.name === 'string' ? steps[0].name : null);
    }
  }

  /** A text that is printed may be a program's answer: it is known when it is written out, or JSON of a known tree. */
  #print(value: Expression | null): void {
    if (value === null || value.kind === 'literal') return;
    if (value.kind === 'variable' && value.path.steps.length === 1) this.#printed.add(rootOf(value.path));
    else this.#printsComputed = true;
  }

  /** Notes what a path is given; null: something that only a run shows. */
  #valued(path: Path | null, value: Expression | null): void {
    const name = path?.steps.at(-1)?.name;
    if (typeof name !== 'string' || value?.kind === 'literal' || value?.kind === 'tree') return;
    this.#computed.add(name);
  }

  result(): Uses {
    const sorted = (names: ReadonlySet<string>) => [...names].sort();
    return {
      calls: sorted(this.#calls),
      packages: sorted(this.packages),
      written: sorted(this.#written),
      computed: sorted(this.#computed),
      texts: sorted(this.#texts),
      fresh: this.#fresh,
      hides: this.#trees.hides(),
      printsOthers: this.#printsComputed || [...this.#printed].some((name) => this.#otherTexts.has(name)),
      inputs: sorted(this.#inputs),
    };
  }
}
