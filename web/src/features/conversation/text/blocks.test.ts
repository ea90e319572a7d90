import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beginningOf, blocksOf, isEmojiOnly } from './blocks';

describe('a message', () => {
  it('is text with links, and code between backticks', () => {
    expect(blocksOf('Run `npm test`, see https://example.org.')).toEqual([
      {
        kind: 'text',
        parts: [
          { kind: 'text', text: 'Run ' },
          { kind: 'code', text: 'npm test' },
          { kind: 'text', text: ', see ' },
          { kind: 'link', text: 'https://example.org', href: 'https://example.org' },
          { kind: 'text', text: '.' },
        ],
      },
    ]);
  });

  it('has blocks of code between lines of three backticks, kept as they are', () => {
    expect(blocksOf('Try\n```jolie\nmain {\n\tx = `1`\n}\n```\nplease')).toEqual([
      { kind: 'text', parts: [{ kind: 'text', text: 'Try' }] },
      { kind: 'code', language: 'jolie', code: 'main {\n\tx = `1`\n}' },
      { kind: 'text', parts: [{ kind: 'text', text: 'please' }] },
    ]);
  });

  it.each(['<b>bold</b>', '``` not closed', '`', '````', '*stars*', '<script>alert(1)</script>'])(
    'shows %j as it was written',
    (text) => {
      expect(blocksOf(text)).toEqual([{ kind: 'text', parts: [{ kind: 'text', text }] }]);
    },
  );

  it('loses no letter, whatever is written', () => {
    const pieces = fc.constantFrom('`', '```', '\n', 'a', ' ', 'https://a.b', '\u202e', '🏔️', '<i>');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (written) => {
        const text = written.join('');
        const shown = blocksOf(text)
          .map((block) =>
            block.kind === 'code'
              ? block.language + block.code
              : block.parts.map((part) => part.text).join(''),
          )
          .join('');
        const letters = (from: string) => from.replace(/[`\s]/g, '');
        expect(letters(shown)).toBe(letters(text));
      }),
    );
  });

  it.each([
    ['lines that open code and never close it', '```x\n'.repeat(13_000)],
    ['spaces behind backticks', `\`\`\`${' '.repeat(60_000)}x`],
    ['an address that ends in marks, almost', `https://a${'.'.repeat(60_000)}b`],
    ['backticks without an end', '`a'.repeat(30_000)],
  ])('of 64 KiB of %s is read at once', (_, text) => {
    const began = performance.now();
    blocksOf(text);
    // A guard with room: what looks at each place from each place takes ten seconds and more.
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('of 64 KiB in one word, or of backticks alone, is read at once', () => {
    for (const text of ['x'.repeat(65_536), '`'.repeat(65_536), '```\n'.repeat(16_384), '`a'.repeat(32_768)])
      expect(blocksOf(text).length).toBeGreaterThan(0);
  });
});

describe('emoji', () => {
  it.each(['🎉', '👍🏽 👨‍👩‍👧', '🇩🇰', '❤️'])('%s alone are large', (text) => {
    expect(isEmojiOnly(text)).toBe(true);
  });

  it.each(['ok 🎉', '12', '#', '', ' ', '🎉'.repeat(40)])('%j is text', (text) => {
    expect(isEmojiOnly(text)).toBe(false);
  });
});

describe('the beginning of a long text', () => {
  it('is short, whole characters, and the text’s own', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
        fc.integer({ min: 50, max: 200 }),
        (word, times) => {
          const text = word.repeat(times);
          const beginning = beginningOf(text);
          if (beginning === null) return expect(text.length).toBeLessThanOrEqual(1_200);
          expect(text.startsWith(beginning)).toBe(true);
          expect(beginning.length).toBeLessThanOrEqual(1_200);
        },
      ),
    );
  });

  it('is no more than thirty lines', () => {
    expect(beginningOf('a\n'.repeat(100))!.split('\n')).toHaveLength(30);
    expect(beginningOf('a\n'.repeat(20))).toBeNull();
  });
});
