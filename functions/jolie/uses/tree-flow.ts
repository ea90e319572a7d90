import type { Expression, Path, TypeNode } from '../language';
import type { DeclaredTypes } from '../run/service-code';

/** The variable that a path begins at; nothing where that is computed. */
export const rootOf = ({ steps }: Path): string => {
  const name = steps[0]?.name;
  return typeof name === 'string' ? name : '';
};

/** Whether an expression is `args[ … ]`, what the host hands a program. */
export const isFirstArgument = (value: Expression | null): boolean =>
  value?.kind === 'variable' && value.path.steps.length === 1 && rootOf(value.path) === 'args';

/** Whether a value of a type may have names that the type does not say. */
export function isOpen(type: TypeNode | null, types: DeclaredTypes, depth = 0): boolean {
  if (type === null || depth > 16) return true;
  if (type.kind === 'named') {
    const symbol = types.named(type.name);
    return symbol === undefined || isOpen(symbol.node, symbol.compiler, depth + 1);
  }
  if (type.kind === 'choice')
    return isOpen(type.left, types, depth + 1) || isOpen(type.right, types, depth + 1);
  return type.open || type.fields.some((field) => isOpen(field.type, types, depth + 1));
}

/** Which variables may hold names that the code does not show, and whether one of them is handed on. */
export class TreeFlow {
  readonly #unknown = new Set<string>();
  readonly #handedOn = new Set<string>();
  /** From what holds a tree to what gets it. */
  readonly #flows = new Map<string, Set<string>>();
  readonly #openCalls = new Set<Expression>();
  readonly #handed: Expression[] = [];
  readonly #copied: { readonly to: string; readonly value: Expression }[] = [];
  #hides = false;

  /** It may do what its code does not show. */
  hide(): void {
    this.#hides = true;
  }

  /** A variable gets a tree that only a run shows; null: any of them may. */
  unknown(root: string | null): void {
    if (root === null || root === '') this.hide();
    else this.#unknown.add(root);
  }

  /** The answer of a call may be such a tree. */
  open(call: Expression): void {
    this.#openCalls.add(call);
  }

  copy(to: string, value: Expression): void {
    this.#copied.push({ to, value });
  }

  alias(one: string, other: string): void {
    this.#flow(one, other);
    this.#flow(other, one);
  }

  /** A value is sent, answered or thrown. */
  handOn(value: Expression | null): void {
    if (value !== null) this.#handed.push(value);
  }

  hides(): boolean {
    for (const { to, value } of this.#copied)
      this.#trees(
        value,
        (from) => this.#flow(from, to),
        () => this.unknown(to),
      );
    for (const value of this.#handed)
      this.#trees(
        value,
        (from) => this.#handedOn.add(from),
        () => this.hide(),
      );
    const reached = [...this.#unknown];
    for (let next = reached.pop(); next !== undefined; next = reached.pop()) {
      if (this.#handedOn.has(next)) this.hide();
      for (const to of this.#flows.get(next) ?? []) {
        if (this.#unknown.has(to)) continue;
        this.#unknown.add(to);
        reached.push(to);
      }
    }
    return this.#hides;
  }

  #flow(from: string, to: string): void {
    const known = this.#flows.get(from);
    if (known === undefined) this.#flows.set(from, new Set([to]));
    else known.add(to);
  }

  /** The variables whose trees an expression takes along, and whether it makes names that it does not show. */
  #trees(value: Expression, from: (root: string) => void, unknown: () => void): void {
    switch (value.kind) {
      case 'variable':
      case 'frozen':
        if (rootOf(value.path) === '') unknown();
        else from(rootOf(value.path));
        return;
      case 'call':
        if (this.#openCalls.has(value)) unknown();
        return;
      case 'conditional':
        this.#trees(value.then, from, unknown);
        this.#trees(value.otherwise, from, unknown);
        return;
      case 'assignment':
        from(rootOf(value.path));
        return;
      case 'tree':
        this.#trees(value.root, from, unknown);
        for (const { path, ...operation } of value.operations) {
          if (path.steps.some(({ name }) => typeof name !== 'string')) unknown();
          if (operation.kind === 'copy') this.#trees(operation.value, from, unknown);
          if (operation.kind === 'link') from(rootOf(operation.target));
        }
        return;
      default:
    }
  }
}
