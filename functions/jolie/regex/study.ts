import type { RegexNode, Repeat } from './nodes';

/** What Java finds out about a part of a pattern; its 32-bit arithmetic included, for it decides what is refused. */
export interface Study {
  /** Characters that it matches at least, and at most. */
  readonly least: number;
  readonly most: number;
  /** Whether there is an obvious maximum length. */
  readonly bounded: boolean;
  /** Whether it can match in one way only, as far as is obvious. */
  readonly fixed: boolean;
}

const highest = 0x7fffffff;

/** Studies a part of a pattern. */
export function study(node: RegexNode): Study {
  const student = new Student();
  student.visit(node);
  return student.result();
}

/** Goes through a part of a pattern in its order, adding up. */
class Student {
  #least = 0;
  #most = 0;
  #bounded = true;
  #fixed = true;
  /** What came before the last alternatives: added at the end, and not looked at until then. */
  #before: Study = { least: 0, most: 0, bounded: true, fixed: true };

  result(): Study {
    const { least, most, bounded, fixed } = this.#before;
    return {
      least: (least + this.#least) | 0,
      most: (most + this.#most) | 0,
      bounded: bounded && this.#bounded,
      fixed: fixed && this.#fixed,
    };
  }

  visit(node: RegexNode): void {
    switch (node.kind) {
      case 'set':
        this.#least = (this.#least + 1) | 0;
        this.#most = (this.#most + 1) | 0;
        return;
      case 'line-break':
        this.#least = (this.#least + 1) | 0;
        this.#most = (this.#most + 2) | 0;
        return;
      case 'cluster':
        this.#least = (this.#least + 1) | 0;
        this.#fixed = false;
        return;
      case 'back':
        this.#bounded = false;
        return;
      case 'group':
      case 'atomic':
        this.visit(node.body);
        return;
      case 'sequence':
        for (const item of node.items) this.visit(item);
        return;
      case 'choice':
        this.#alternatives(node.items.map(study));
        return;
      case 'repeat':
        this.#repeat(node);
        return;
      default:
    }
  }

  #alternatives(all: readonly Study[]): void {
    const so = this.result();
    this.#before = {
      least: (so.least + Math.min(...all.map((each) => each.least))) | 0,
      most: (so.most + Math.max(...all.map((each) => each.most))) | 0,
      bounded: so.bounded && all.every((each) => each.bounded),
      fixed: false,
    };
    this.#least = this.#most = 0;
    this.#bounded = this.#fixed = true;
  }

  #repeat({ body, least, most, mode }: Repeat): void {
    const inner = study(body);
    const isGroup = body.kind === 'group';
    if (least === 0 && most === 1) {
      if (isGroup && mode !== 'possessive') {
        this.#alternatives([inner, { least: 0, most: 0, bounded: true, fixed: true }]);
        return;
      }
      this.#most = (this.#most + inner.most) | 0;
      this.#bounded &&= inner.bounded;
      this.#fixed = false;
      return;
    }
    // A group that can match in several ways is repeated by a loop, of which Java tells no length.
    if (isGroup && mode !== 'possessive' && !inner.fixed) {
      this.#bounded = this.#fixed = false;
      return;
    }
    if (body.kind === 'set' && most === Infinity && mode === 'greedy') {
      this.#least = (this.#least + least) | 0;
      this.#most = (this.#most + highest) | 0;
      this.#fixed = false;
      return;
    }
    const shortest = (Math.imul(inner.least, least) + this.#least) | 0;
    this.#least = shortest < this.#least ? 0xfffffff : shortest;
    const longest = (Math.imul(inner.most, Math.min(most, highest)) + this.#most) | 0;
    this.#bounded = this.#bounded && inner.bounded && longest >= this.#most;
    this.#most = longest;
    this.#fixed = this.#fixed && inner.fixed && least === most;
  }
}

/** Whether a part of a pattern is nothing at all: `(?:)`. */
export function isNothing(node: RegexNode): boolean {
  if (node.kind === 'group') return node.index === 0 && isNothing(node.body);
  if (node.kind === 'repeat') return node.mode !== 'possessive' && isNothing(node.body);
  return node.kind === 'sequence' && node.items.every(isNothing);
}

/** Whether a part of a pattern may match nothing. */
export function nullable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'set':
    case 'line-break':
    case 'cluster':
      return false;
    case 'sequence':
      return node.items.every(nullable);
    case 'choice':
      return node.items.some(nullable);
    case 'group':
    case 'atomic':
      return nullable(node.body);
    case 'repeat':
      return node.least === 0 || nullable(node.body);
    default:
      return true;
  }
}

/** The lowest and the highest number of the groups in a part of a pattern; null when it has none. */
export function groupsIn(node: RegexNode): readonly [number, number] | null {
  switch (node.kind) {
    case 'sequence':
    case 'choice':
      return node.items.map(groupsIn).reduce(spanned, null);
    case 'group':
      return spanned(node.index === 0 ? null : [node.index, node.index], groupsIn(node.body));
    case 'atomic':
    case 'look':
    case 'repeat':
      return groupsIn(node.body);
    default:
      return null;
  }
}

type Span = readonly [number, number] | null;
const spanned = (a: Span, b: Span): Span =>
  a === null ? b : b === null ? a : [Math.min(a[0], b[0]), Math.max(a[1], b[1])];
