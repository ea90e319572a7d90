import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { highlight } from './highlight';

const marked = (text: string, query: string) =>
  highlight(text, query)
    .map((stretch) => (stretch.isHit ? `[${stretch.text}]` : stretch.text))
    .join('');

describe('the words that were looked for', () => {
  it.each([
    ['A walk along the harbour?', 'harbour WALK', 'A [walk] along the [harbour]?'],
    ['Ein Café in Århus', 'cafe arhus', 'Ein [Café] in [Århus]'],
    ['walking is no walk', 'walk', 'walking is no [walk]'],
    ['nothing', 'else', 'nothing'],
    ['<b>bold</b>', 'bold', '<b>[bold]</b>'],
    ['a.b', '.', 'a.b'],
  ])('in %j for %j are told apart', (text, query, expected) => {
    expect(marked(text, query)).toBe(expected);
  });

  it('are shown with what surrounds the first of them, when the text is long', () => {
    const text = `${'before '.repeat(100)}harbour${' after'.repeat(100)}`;
    const shown = marked(text, 'harbour');
    expect(shown).toMatch(/^….{1,40}\[harbour\] after.*…$/s);
    expect(shown.length).toBeLessThan(200);
  });

  it('are stretches of the text itself, whatever stands in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 120 }),
        fc.string({ maxLength: 10 }),
        (text, query) => {
          expect(
            highlight(text, query)
              .map((stretch) => stretch.text)
              .join('')
              .replace(/^…|…$/g, ''),
          ).toBe(text.replace(/^…|…$/g, ''));
        },
      ),
    );
  });
});
