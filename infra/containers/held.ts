import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Kept } from './rules';

/** One text put for another, which the file must hold, and the rule that is broken then. */
export type Mutation = readonly [rule: string, from: string, to: string];

/** Holds files to rules, each of which at least one mutation must break: a rule that nothing breaks says nothing. */
export function held(
  files: readonly string[],
  rulesOf: (text: string, folder: string) => Kept,
  mutations: readonly Mutation[],
) {
  describe.each(files)('%s', (file) => {
    const text = readFileSync(file, 'utf8');
    const brokenIn = (content: string) =>
      Object.entries(rulesOf(content, path.dirname(file)))
        .filter(([, isKept]) => !isKept)
        .map(([rule]) => rule);

    it('keeps every rule', () => expect(brokenIn(text)).toEqual([]));

    it.each(mutations.filter(([, from]) => text.includes(from)))(
      'breaks “%s” when “%s” becomes “%s”',
      (rule, from, to) => {
        expect(brokenIn(text.replace(from, () => to))).toContain(rule);
      },
    );

    it('has a mutation for every rule', () => {
      const tried = mutations.filter(([, from]) => text.includes(from)).map(([rule]) => rule);
      expect(Object.keys(rulesOf(text, path.dirname(file))).filter((rule) => !tried.includes(rule))).toEqual(
        [],
      );
    });
  });
}
