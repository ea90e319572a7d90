import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeLibrary } from '../../../../../functions/jolie';
import { helpOf, operationAt, portsOf, proposalsAt, signatureOf } from './completions';

const library = describeLibrary();
/** What is proposed where `|` stands. */
const at = (text: string) => {
  const place = text.indexOf('¦');
  const found = proposalsAt(text.replace('¦', ''), place, library);
  return found?.proposals.map(({ label }) => label) ?? null;
};
const program = (body: string) => `from console import Console
from string_utils import StringUtils
service Main {
  embed Console as Out
  embed StringUtils as StringUtils
  main {
    ${body}
  }
}`;

describe('completion', () => {
  it('proposes packages after from, and what one holds after import', () => {
    expect(at('from str¦')).toContain('string-utils');
    expect(at('from ¦')).toContain('parley');
    expect(at('from string-utils import ¦')).toEqual(['StringUtils']);
    expect(at('from parley import In¦')).toContain('InboundAutomation');
  });

  it('proposes imported services after embed, and ports after @', () => {
    expect(at('from console import Console\nservice Main { embed ¦ }')).toEqual(['Console']);
    expect(at(program('println@¦'))).toEqual(['Out', 'StringUtils']);
  });

  it('proposes operations with their ports, names of the source, and keywords', () => {
    expect(at(program('counter = 1\n spl¦'))).toEqual(
      expect.arrayContaining(['split@StringUtils', 'println@Out', 'counter', 'while']),
    );
  });

  it('proposes the fields of the message that is being written', () => {
    expect(at(program('split@StringUtils( text { ¦ } )( r )'))).toEqual(['limit', 'regex']);
    expect(at(program('split@StringUtils( text { regex = ",", li¦ } )( r )'))).toContain('limit');
    expect(at(program('if( x ) { ¦ }'))).toBeNull();
  });

  it.each(['// spl¦', 'x = "spl¦', 'from nowhere import ¦'])('proposes nothing in %s', (text) => {
    expect(at(text)).toBeNull();
  });

  it('given any source and any place, then it says something or nothing, and never fails', () => {
    const words = fc.constantFrom(
      'from ',
      'import ',
      'embed ',
      'a@',
      'B',
      '{',
      '}',
      '(',
      '"',
      '\n',
      '//',
      'x = ',
      '😀',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 40 }), fc.nat(200), (parts, place) => {
        const text = parts.join('');
        const found = proposalsAt(text, Math.min(place, text.length), library);
        expect(found === null || found.from <= Math.min(place, text.length)).toBe(true);
      }),
    );
  });
});

describe('help', () => {
  it('is of the operation under the pointer', () => {
    const text = program('split@StringUtils( x )( r )');
    const place = text.indexOf('split') + 2;
    const found = operationAt(text, place, library)!;
    expect(text.slice(found.from, found.to)).toBe('split@StringUtils');
    expect(signatureOf(found.operation)).toMatch(/^split\( string { … } \)\( .* \)$/);
    expect(helpOf(found.operation, 'string_utils')).toContain('regex: string');
    expect(operationAt(text, 3, library)).toBeNull();
  });

  it('knows ports of both manners', () => {
    expect([...portsOf('include "console.iol"\nmain { nullProcess }', library).keys()]).toEqual(['Console']);
    expect([...portsOf(program(''), library).keys()]).toEqual(['Out', 'StringUtils']);
  });
});
