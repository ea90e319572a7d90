import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits } from '../index';

/** Texts made of the pieces that a reader looks for, and of anything. */
const textOf = (...pieces: string[]) =>
  fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 })), { maxLength: 30 })
    .map((parts) => parts.join(''));

function holds(body: string, texts: fc.Arbitrary<string>, alike: boolean): void {
  const compiled = compile({
    file: 'markup.ol',
    text: `
from console import Console
from xml_utils import XmlUtils
from html_utils import HTMLUtils
from uri_templates import UriTemplates
from mustache import Mustache
service Main {
  embed Console as Console
  embed XmlUtils as XmlUtils
  embed HTMLUtils as HTMLUtils
  embed UriTemplates as UriTemplates
  embed Mustache as Mustache
  main { text = args[0]; ${body} }
}`,
  });
  if (compiled.program === null)
    throw new Error(compiled.diagnostics.map(({ message }) => message).join('\n'));
  fc.assert(
    fc.property(texts, (text) => {
      const outcome = compiled.program!.run(
        [text],
        { start: 0, seed: 'x' },
        { ...defaultLimits, milliseconds: 60_000 },
      );
      expect(outcome).not.toMatchObject({ name: 'InternalError' });
      if (alike && outcome.kind === 'finished') expect(outcome.output).toBe('true\n');
    }),
    { numRuns: 300 },
  );
}

describe('whatever the text', () => {
  it('XML is read or refused, and what was read is the same when it is written and read again', () => {
    const xml = textOf(
      '<a>',
      '</a>',
      '<b k="v">',
      '</b>',
      '<c/>',
      '&lt;',
      '&#65;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      ' ',
      '\n',
      'é',
    );
    holds(
      `xmlToValue@XmlUtils( text )( v )
       valueToXml@XmlUtils( { root << v, rootNodeName = "r" } )( s )
       xmlToValue@XmlUtils( s )( w )
       valueToXml@XmlUtils( { root << w, rootNodeName = "r" } )( z )
       println@Console( s == z )()`,
      xml.map((inside) => `<r>${inside}</r>`),
      true,
    );
  });

  it('HTML that is escaped and unescaped is what it was', () => {
    holds(
      'escapeHTML@HTMLUtils( text )( e ); unescapeHTML@HTMLUtils( e )( u ); println@Console( u == text )()',
      textOf('<', '&', '&amp;', '&#65;', '"', 'é', '€', ';'),
      true,
    );
  });

  it('a template is shown or refused', () => {
    holds(
      'render@Mustache( { template = text, data << { a << { b = 1 }, c = true } } )( out )',
      textOf(
        '{{',
        '}}',
        '{{#a}}',
        '{{/a}}',
        '{{^c}}',
        '{{/c}}',
        '{{{b}}}',
        '{{!x}}',
        '{{=<% %>=}}',
        '<%b%>',
        '\n',
        ' ',
      ),
      false,
    );
  });

  it('a template of addresses is expanded or refused', () => {
    holds(
      'expand@UriTemplates( { template = text, params << { a = "x y", b = 5 } } )( out ); match@UriTemplates( { template = text, uri = out } )( m )',
      textOf('{', '}', '{a}', '{?a,b}', '{+a:2}', '/', '%', 'é', '{b*}'),
      false,
    );
  });
});
