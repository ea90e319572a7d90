import { bodiesOf, type CheckedService } from '../checks';
import { walk, type Expression, type Path, type Statement } from '../language';

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
  /** Whether it computes names below a variable that it hands on: what it writes there, the other lists do not show. */
  readonly namesComputed: boolean;
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
    for (const body of bodiesOf(service)) seen.look(body, packages);
  }
  return seen.result();
}

class Seen {
  readonly packages = new Set<string>();
  readonly #calls = new Set<string>();
  readonly #written = new Set<string>();
  readonly #computed = new Set<string>();
  readonly #texts = new Set<string>();
  /** Variables below which names are computed, and variables that are answered or sent. */
  readonly #dynamic = new Set<string>();
  readonly #handedOn = new Set<string>();
  #fresh = false;

  look(body: Statement, packages: ReadonlyMap<string, string>): void {
    const call = (operation: string, port: string) => {
      const name = packages.get(port);
      if (name !== undefined) this.#calls.add(`${operation}@${name}`);
    };
    walk(body, {
      path: (path, use) => {
        if (use === 'write') this.#write(path);
      },
      input: (input) => {
        this.#valued(input.request, null);
        if (input.kind === 'request-response') this.#handOn(input.response);
      },
      statement: (each) => {
        if (each.kind === 'assign' || each.kind === 'copy')
          this.#valued(each.path, each.kind === 'assign' && each.operator !== '=' ? null : each.value);
        if (each.kind === 'link' || each.kind === 'step') this.#valued(each.path, null);
        if (each.kind === 'solicit' || each.kind === 'notify') {
          call(each.operation, each.port);
          this.#handOn(each.value);
        }
        if (each.kind === 'solicit') this.#valued(each.response, null);
        if (each.kind === 'for-in') this.#valued(each.element, null);
      },
      expression: (each) => {
        if (each.kind === 'literal' && each.literal.type === 'string') this.#texts.add(each.literal.value);
        if (each.kind === 'fresh') this.#fresh = true;
        if (each.kind === 'assignment') this.#valued(each.path, each.value);
        if (each.kind === 'call') {
          call(each.operation, each.port);
          this.#handOn(each.argument);
        }
        if (each.kind !== 'tree') return;
        for (const operation of each.operations) {
          this.#write(operation.path);
          this.#valued(operation.path, operation.kind === 'link' ? null : operation.value);
        }
      },
    });
  }

  #write({ steps }: Path): void {
    for (const { name } of steps) {
      if (typeof name === 'string') this.#written.add(name);
      else if (typeof steps[0]?.name === 'string') this.#dynamic.add(steps[0].name);
    }
  }

  /** Notes what a path is given; null: something that only a run shows. */
  #valued(path: Path | null, value: Expression | null): void {
    const name = path?.steps.at(-1)?.name;
    if (typeof name !== 'string' || value?.kind === 'literal' || value?.kind === 'tree') return;
    this.#computed.add(name);
  }

  #handOn(value: Expression | null): void {
    if (value?.kind === 'tree') this.#handOn(value.root);
    const name = value?.kind === 'variable' ? value.path.steps[0]?.name : undefined;
    if (typeof name === 'string') this.#handedOn.add(name);
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
      namesComputed: [...this.#dynamic].some((name) => this.#handedOn.has(name)),
    };
  }
}
