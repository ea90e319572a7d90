import { describe, expect, it } from '@jest/globals';
import { aboutName, proposalsAt } from '../../../../../functions/jolie';
import { helpOf, shownOf, signatureOf, textOf } from './presentation';

const program = (body: string) => `from string_utils import StringUtils
service Main {
  embed StringUtils as StringUtils
  main {
    ${body}
  }
}`;
const asked = (body: string) => {
  const text = program(body);
  const offset = text.indexOf('¦');
  return [{ file: 'script.ol', text: text.replace('¦', '') }, offset] as const;
};
const about = (body: string) => aboutName(...asked(body))!;
const shown = (body: string, label: string) =>
  shownOf(proposalsAt(...asked(body))!.proposals.find((each) => each.label === label)!);

describe('help', () => {
  it('of an operation of the library says what it does, takes and answers', () => {
    const { operations, of } = about('spl¦it@StringUtils( x )( r )');
    expect(signatureOf(operations[0]!)).toMatch(/^split\( string { … } \)\( .* \)$/);
    expect(helpOf(operations[0]!, of)).toMatch(/^[A-Z][^]*takes string \{[^]*regex: string/);
  });

  it('of a variable says its type and where it gets something', () => {
    expect(textOf(about('count = 1\nx = co¦unt'))).toBe('variable count: int\n\nwritten on line 5');
  });

  it('of a port says what can be called there', () => {
    expect(textOf(about('trim@String¦Utils( x )( r )'))).toMatch(
      /^port StringUtils\n\n[^]*trim\( string \)\( string \)/,
    );
  });
});

describe('a proposal', () => {
  it.each([
    ['spl¦', 'split@StringUtils', 'split@StringUtils( #{} )( #{} )'],
    ['split@StringUtils( x { ¦ } )( r )', 'regex', 'regex = #{}'],
    ['count = 1; co¦', 'count', null],
  ])('in %s of %s writes %j', (body, label, snippet) => {
    expect(shown(body, label).snippet).toBe(snippet);
  });
});
