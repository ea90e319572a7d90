import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { collectCases } from '../cli/conformance-folder';
import { check } from '../index';
import { attempt } from './attempt';

const corpus = collectCases(path.join(__dirname, '../conformance')).map(({ source }) => source.text);

describe('the engine', () => {
  it('given noise, deep and long sources, and spoilt programs, then it breaks none of its promises', () => {
    const attempts = Array.from({ length: 400 }, (_, n) => attempt(`test/${n}`, corpus, () => 0));
    expect(attempts.filter(({ wrong }) => wrong !== null)).toEqual([]);
    const ends = new Set(attempts.map(({ end }) => end));
    expect(ends).toEqual(new Set(['refused', 'finished', 'fault', 'limit']));
  });

  it('given any text, then checking it is a list of diagnostics', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(check({ file: 't.ol', text }).length).toBeLessThanOrEqual(50);
        expect(check({ file: 't.ol', text: `main { ${text} }` }).length).toBeLessThanOrEqual(50);
      }),
    );
  });
});
