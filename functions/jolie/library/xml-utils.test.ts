import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits, type Outcome } from '../index';

/** Runs a program that reads `text` and writes what it finds, or the fault. */
function read(text: string, body = 'print@Console( valueToPrettyString@StringUtils( v ) )()'): Outcome {
  const source = `
from console import Console
from xml_utils import XmlUtils
from string_utils import StringUtils
service Main {
  embed Console as Console
  embed XmlUtils as XmlUtils
  embed StringUtils as StringUtils
  main {
    xmlToValue@XmlUtils( args[0] { options.includeAttributes = true } )( v )
    ${body}
  }
}`;
  const { program, diagnostics } = compile({ file: 'xml.ol', text: source });
  if (program === null) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return program.run([text], { start: 0, seed: 'xml' }, { ...defaultLimits, milliseconds: 60_000 });
}

describe('reading XML', () => {
  it('expands entities within entities and attributes', () => {
    const text = '<!DOCTYPE r [<!ENTITY a "A"><!ENTITY b "&a;&a;">]><r k="&b;!">&b;<x>&a;</x></r>';
    expect(read(text).output).toBe(
      'root:string = "AA"\n├─── x:string = "A"\n╰─── @Attributes\n\t╰─── k:string = "AA!"\n',
    );
  });

  it.each([
    ['an entity that holds itself', '<!DOCTYPE r [<!ENTITY a "&b;"><!ENTITY b "&a;">]><r>&a;</r>'],
    ['an external entity', '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r>&a;</r>'],
    ['an external document type', '<!DOCTYPE r SYSTEM "http://example.org/r.dtd"><r/>'],
    ['an entity that closes what it did not open', '<!DOCTYPE r [<!ENTITY a "</r>">]><r>&a;'],
    ['a character that XML lacks', '<r>&#0;</r>'],
    ['a long declaration that is none', `<?xml version="1.0"${' '.repeat(100_000)}x?><r/>`],
  ])('refuses %s with a fault', (_, text) => {
    expect(read(text)).toMatchObject({ kind: 'fault', name: 'SAXParseException' });
  });

  it('ends a billion laughs at a limit', () => {
    const entities = Array.from(
      { length: 12 },
      (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
    ).join('');
    const outcome = read(`<!DOCTYPE r [<!ENTITY e0 "ha">${entities}]><r>&e12;</r>`);
    expect(['limit', 'fault']).toContain(outcome.kind);
  });

  it('reads and writes what is nested very deep, or ends at a limit, and never overflows', () => {
    const depth = 5_000;
    const text = `${'<a>'.repeat(depth)}x${'</a>'.repeat(depth)}`;
    const outcome = read(
      text,
      'valueToXml@XmlUtils( { root.r << v, plain = true } )( s ); print@Console( s )()',
    );
    expect(outcome).toMatchObject({ kind: 'finished', output: expect.stringContaining('<a>x</a>') });
  });
});
