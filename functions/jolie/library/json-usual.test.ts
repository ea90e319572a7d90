import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultLimits } from '../run/limits';
import { Meter } from '../run/meter';
import { Double, Value } from '../values';
import { readJson } from './json-document';
import { treeOf } from './json-reading';
import { usualJson, usualTree } from './json-usual';
import { writeJson } from './json-writing';
import { TextBuilder } from './text-builder';

const metered = () => new Meter(defaultLimits, null, { roots: () => [] });

/** A tree as its names, in order, its values and its vectors say it. */
const shown = (value: Value): unknown => [
  value.basic instanceof Double ? { double: value.basic.value } : value.basic,
  value.children === null
    ? null
    : [...value.children.entries()].map(([name, { items }]) => [name, items.map(shown)]),
];

/** White space of any kind between the tokens of a JSON text. */
const spaced = (text: string, spaces: readonly string[]): string => {
  let at = 0;
  return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g, (token) => {
    const space = () => spaces[at++ % spaces.length] ?? '';
    return space() + token + space();
  });
};

/** JSON with names that collide and repeat, as values of a document have them. */
const names = fc.oneof(
  fc.constantFrom('a', 'b', 'Aa', 'BB', '_', '$', 'to', 'message', '__proto__'),
  fc.string(),
);
const { document } = fc.letrec((tie) => ({
  document: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom('null', 'true', 'false', '-0', '007', '1.50', '-2.5e3', '123456789012', '""', '"\\n"'),
    fc.string().map((text) => JSON.stringify(text)),
    fc.integer().map(String),
    fc.double().map((n) => JSON.stringify(n)),
    fc.array(tie('document') as fc.Arbitrary<string>, { maxLength: 4 }).map((all) => `[${all.join(',')}]`),
    fc
      .array(fc.tuple(names, tie('document') as fc.Arbitrary<string>), { maxLength: 14 })
      .map((all) => `{${all.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`),
  ),
}));

describe('JSON as most of it is', () => {
  it('given any document, when it is read in one go, then tree, gas and bytes are those of reading it step by step', () => {
    let usuals = 0;
    fc.assert(
      fc.property(
        document,
        fc.array(fc.constantFrom('', ' ', '\n\t', '\r'), { maxLength: 5 }),
        (plain, spaces) => {
          const text = spaced(plain, spaces);
          const [fast, slow] = [metered(), metered()];
          const usual = usualTree(text, fast);
          if (usual === null) {
            // Then nothing was charged.
            expect([fast.gas, fast.peakBytes]).toEqual([0, 0]);
            return;
          }
          usuals++;
          const read = readJson(text, slow);
          if (!read.ok) throw new Error(`it is no JSON: ${text}`);
          expect(shown(usual)).toEqual(shown(treeOf(read.root, false, slow)));
          expect([fast.gas, fast.peakBytes]).toEqual([slow.gas, slow.peakBytes]);
        },
      ),
      { numRuns: 1000 },
    );
    expect(usuals).toBeGreaterThan(100);
  });

  it('given any tree, when it is written in one go, then text, gas and bytes are those of writing it step by step', () => {
    let usuals = 0;
    fc.assert(
      fc.property(document, fc.boolean(), (text, aliased) => {
        const read = readJson(text, metered());
        if (!read.ok) return;
        const tree = treeOf(read.root, false, metered());
        if (aliased)
          tree.append('alias', undefined, metered()).link = {
            follow: () => new Value(1),
            look: () => undefined,
          };
        const [fast, slow] = [metered(), metered()];
        const usual = usualJson(tree, fast);
        const built = new TextBuilder(slow);
        writeJson(tree, built);
        if (usual === null) {
          expect([fast.gas, fast.peakBytes]).toEqual([0, 0]);
          return;
        }
        usuals++;
        expect(usual).toBe(built.toString());
        expect([fast.gas, fast.peakBytes]).toEqual([slow.gas, slow.peakBytes]);
      }),
      { numRuns: 1000 },
    );
    expect(usuals).toBeGreaterThan(100);
  });

  it.each(['{"a":1', '{"a" 1}', '[1,,2]', '{"a":1} x', '{,}', '["a"', '"a', '{"a":}', '[01x]', ''])(
    'given %s, then it is left to who knows what it means',
    (text) => {
      expect(usualTree(text, metered())).toBeNull();
    },
  );

  it('given little gas or memory, then nothing is taken', () => {
    const text = '{"a":[1,2,3]}';
    const poor = new Meter({ ...defaultLimits, gas: 50 }, null, { roots: () => [] });
    const small = new Meter({ ...defaultLimits, memoryBytes: 500 }, null, { roots: () => [] });
    const tree = new Value();
    tree.vectorMade('a', metered()).items = [new Value(1), new Value(2)];
    for (const meter of [poor, small]) {
      expect(usualTree(text, meter)).toBeNull();
      expect(meter.gas).toBe(0);
      expect(meter.peakBytes).toBe(0);
    }
    expect(usualJson(tree, new Meter({ ...defaultLimits, gas: 5 }, null, { roots: () => [] }))).toBeNull();
  });
});
