import { describe, expect, it } from '@jest/globals';
import { jolie } from './jolie-language';

/** The names of the tokens, in the order of the text. */
function tokens(source: string): string[] {
  const found: string[] = [];
  jolie()
    .language.parser.parse(source)
    .iterate({
      enter: ({ name, from, to }) => {
        if (!/^(Document|jolie)$/.test(name)) found.push(`${source.slice(from, to)} ${name}`);
      },
    });
  return found;
}

describe('the colours of a source', () => {
  it.each([
    ['x = 12.5e3 // all', ['12.5e3 number', '// all lineComment']],
    ['"a \\" b" /* c */ 1', ['"a \\" b" string', '/* c */ blockComment', '1 number']],
    ['from string-utils import StringUtils', ['string-utils className', 'StringUtils className']],
  ])('tell the tokens of %s', (source, expected) => {
    expect(tokens(source)).toEqual(expect.arrayContaining(expected));
  });

  it('are told of a line of 64 KiB without looking through its rest at each token', () => {
    // Looked for in all that is left, each of these takes minutes.
    for (const part of ['(', '=', 'a.', '" '])
      expect(tokens(part.repeat(65_536 / part.length)).length).toBeGreaterThan(0);
  }, 60_000);
});
