import { inWorker, type Attack } from '../../attack';
import { scriptRow } from './script-row';
import { without } from './without';

/** Sources that are hard to read. */
export const sources: readonly Attack[] = [
  scriptRow({
    id: 'J07',
    tries: '10,000 parentheses in each other',
    defence: 'depth of nesting, met while parsing',
    source: `main { x = ${'('.repeat(10_000)}1${')'.repeat(10_000)} }`,
    ends: /^compile-error .*(nest|deep)/,
    weakening: without('nesting'),
  }),
  scriptRow({
    id: 'J08',
    tries: 'a sum of 15,000 terms',
    defence: 'sums are lists, not trees',
    source: `main { x = ${'1 + '.repeat(15_000)}1 }`,
    ends: /^(limit|bad-answer)/,
    weakening: inWorker([
      'return { kind: "sum", terms, span: s.since(token) };',
      'return terms.map(({ value }) => value).reduce((left, right) => ({ kind: "sum", terms: [{ minus: false, value: left }, { minus: false, value: right }], span: s.since(token) }));',
    ]),
  }),
  scriptRow({
    id: 'J09',
    tries: '10,000 types in each other',
    defence: 'depth of nesting',
    source: `type T { ${'a { '.repeat(10_000)} ${'} '.repeat(10_000)} }\nmain { nullProcess }`,
    ends: /^compile-error .*(nest|deep)/,
    weakening: without('nesting'),
  }),
  scriptRow({
    id: 'J10',
    tries: 'types that are nothing but each other',
    defence: 'depth of types',
    before: 'type A: B\ntype B: A',
    main: 'b = x instanceof A',
    ends: /^limit .*deep/,
    weakening: inWorker(['meter.atMost(depth, meter.limits.callDepth, "depth");', '']),
  }),
  scriptRow({
    id: 'J13',
    tries: 'a text of 60 KB that is not closed',
    defence: 'the scanner goes on after it, in linear time',
    source: `main { x = "${'a'.repeat(60_000)}`,
    ends: /^compile-error/,
    weakening: inWorker([
      'if (code === quote) break;',
      "source.slice(this.#at - 1).split(''); if (code === quote) break;",
    ]),
  }),
  scriptRow({
    id: 'J15',
    tries: 'NUL in a name, and half of a surrogate pair',
    defence: 'the source must be well-formed; only letters make names',
    source: 'main { a\0b = 1 }',
    ends: /^compile-error/,
    weakening: inWorker(
      ['if (odd !== null) {', 'if (false) {'],
      ['code === underscore || code >', 'code === underscore || code === 0 || code >'],
    ),
  }),
];
