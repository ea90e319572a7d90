import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowsOf, type TreeRow } from './changes';

/** The paths that are marked as changed. */
const changed = (rows: readonly TreeRow[]): string[] =>
  rows.flatMap((row) => [...(row.isChanged ? [row.path] : []), ...changed(row.rows)]);

describe('what changed since the step before', () => {
  it('is a value that differs, and all that it stands in', () => {
    const before = { answer: { action: 'forward', reply: { to: 1 } }, n: 1 };
    const now = { answer: { action: 'drop', reply: { to: 1 } }, n: 1 };
    expect(changed(rowsOf(now, before))).toEqual(['answer', 'answer.action']);
  });

  it('is what was not there', () => {
    expect(changed(rowsOf({ a: 1, b: { c: [1, 2] } }, { a: 1 }))).toEqual(['b', 'b.c', 'b.c[0]', 'b.c[1]']);
  });

  it('is an item that joined the first, which itself stays', () => {
    expect(changed(rowsOf({ list: ['x', 'y'] }, { list: 'x' }))).toEqual(['list', 'list[1]']);
  });

  it('is what holds less than before', () => {
    expect(changed(rowsOf({ a: { b: 1 } }, { a: { b: 1, c: 2 } }))).toEqual(['a']);
    expect(changed(rowsOf({ a: 1 }, { a: { $: 1, c: 2 } }))).toEqual(['a']);
  });

  it('given any variables, then between equal ones nothing changed', () => {
    // Below `$` stands a basic value, never a node.
    const trees = fc
      .dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<never>)
      .filter((tree) => !JSON.stringify(tree).includes('"$":'));
    fc.assert(
      fc.property(trees, (tree) => {
        expect(changed(rowsOf(tree, structuredClone(tree)))).toEqual([]);
      }),
    );
  });

  it('shows a node with its own value and those below it', () => {
    const [row] = rowsOf({ word: { $: 'a"b', length: 3 } }, {});
    expect(row).toMatchObject({ name: 'word', value: '"a\\"b"', rows: [{ name: 'length', value: '3' }] });
  });
});
