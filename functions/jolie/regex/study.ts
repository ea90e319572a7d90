import type { RegexNode, Repeat } from './nodes';

/** What Java finds out about a part of a pattern; its 32-bit arithmetic included, for it decides what is refused. */
export interface Study {
  readonly least: number;
  readonly most: number;
  /** Whether there is an obvious maximum length. */
  readonly bounded: boolean;
  /** Whether it can match in one way only, as far as is obvious. */
  readonly fixed: boolean;
}

const nothing: Study = { least: 0, most: 0, bounded: true, fixed: true };

/** Studies a part of a pattern, lengths in UTF-16 units. */
export function study(node: RegexNode): Study {
  switch (node.kind) {
    case 'set':
      return { least: 1, most: node.set.basic ? 1 : 2, bounded: true, fixed: true };
    case 'cluster':
    case 'back':
      return { ...nothing, bounded: false, fixed: node.kind === 'back' };
    case 'assert':
    case 'look':
      return nothing;
    case 'group':
    case 'atomic':
      return study(node.body);
    case 'sequence':
      return node.items.map(study).reduce(together, nothing);
    case 'choice': {
      const all = node.items.map(study);
      return {
        least: Math.min(...all.map((each) => each.least)),
        most: Math.max(...all.map((each) => each.most)),
        bounded: all.every((each) => each.bounded),
        fixed: false,
      };
    }
    case 'repeat':
      return repeated(node);
  }
}

function together(a: Study, b: Study): Study {
  return {
    least: (a.least + b.least) | 0,
    most: (a.most + b.most) | 0,
    // Java gives up when a sum does not fit, but looks at the sums of repeats only.
    bounded: a.bounded && b.bounded && !(b.most < 0),
    fixed: a.fixed && b.fixed,
  };
}

function repeated({ body, least, most, mode }: Repeat): Study {
  const inner = study(body);
  if (least === 0 && most === 1) return { ...inner, least: 0, fixed: false };
  // A group that can match in several ways is repeated by a loop, of which Java tells no length.
  const isLoop = (body.kind === 'group' || body.kind === 'choice') && mode !== 'possessive' && !inner.fixed;
  if (isLoop || most === Infinity) return { ...nothing, bounded: false, fixed: false };
  const longest = Math.imul(inner.most, most);
  return {
    least: Math.max(0, Math.imul(inner.least, least)),
    most: longest,
    bounded: inner.bounded && longest >= 0,
    fixed: inner.fixed && least === most,
  };
}

/** Whether a part of a pattern may match nothing. */
export function nullable(node: RegexNode): boolean {
  switch (node.kind) {
    case 'set':
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
      return spanned([node.index, node.index], groupsIn(node.body));
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
