import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linkify } from './linkify';

describe('web addresses in a text', () => {
  it('become links, without the sentence’s own marks', () => {
    expect(linkify('See https://example.org/a?b=1, please.')).toEqual([
      { text: 'See ' },
      { text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
      { text: ', please.' },
    ]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'see example.org', 'http://', ''])(
    'leave %j plain',
    (text) => {
      expect(linkify(text).every(({ href }) => href === undefined)).toBe(true);
    },
  );

  it('never change a text', () => {
    const words = fc.array(fc.oneof(fc.string(), fc.webUrl(), fc.constant(' https://a.b). ')));
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join('');
        expect(
          linkify(text)
            .map((stretch) => stretch.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
