import type { PlainTree } from '../../../engine';

/** A node of a tree of variables, as it is shown. */
export interface TreeRow {
  /** Where it stands: names and indices, as a source writes them. Its key among all rows. */
  readonly path: string;
  readonly name: string;
  /** Its own value, as a source writes it; empty for a node that only has others below. */
  readonly value: string;
  /** Whether it, or something below it, is not as it was a step before. */
  readonly isChanged: boolean;
  readonly rows: readonly TreeRow[];
}

type Members = { readonly [name: string]: PlainTree };
const isList = (tree: PlainTree | undefined): tree is readonly PlainTree[] => Array.isArray(tree);
const isNode = (tree: PlainTree | undefined): tree is Members =>
  typeof tree === 'object' && tree !== null && !isList(tree);
const member = (tree: PlainTree | undefined, name: string): PlainTree | undefined =>
  isNode(tree) && Object.hasOwn(tree, name) ? tree[name] : undefined;

/** The variables of a step as rows, each with whether it differs from the step before. What was not there before is changed. */
export const rowsOf = (now: Members, before: Members): readonly TreeRow[] =>
  Object.entries(now).map(([name, tree]) => rowOf(name, name, tree, member(before, name)));

function rowOf(path: string, name: string, now: PlainTree, before: PlainTree | undefined): TreeRow {
  const own = isNode(now) ? member(now, '$') : isList(now) ? undefined : now;
  const ownBefore = isNode(before) ? member(before, '$') : isList(before) ? undefined : before;
  const rows = isList(now)
    ? now.map((item, i) =>
        rowOf(`${path}[${i}]`, `[${i}]`, item, isList(before) ? before[i] : i === 0 ? before : undefined),
      )
    : isNode(now)
      ? Object.entries(now)
          .filter(([child]) => child !== '$')
          .map(([child, tree]) => rowOf(`${path}.${child}`, child, tree, member(before, child)))
      : [];
  const isFresh = before === undefined;
  const isGone = countOf(before) > rows.length;
  const isChanged = isFresh || isGone || own !== ownBefore || rows.some((row) => row.isChanged);
  return { path, name, value: own === undefined ? '' : JSON.stringify(own), isChanged, rows };
}

const countOf = (tree: PlainTree | undefined): number =>
  isList(tree) ? tree.length : isNode(tree) ? Object.keys(tree).filter((name) => name !== '$').length : 0;
