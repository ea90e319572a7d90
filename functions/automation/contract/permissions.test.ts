import { describe, expect, it } from '@jest/globals';
import { usesOf } from '@parley/jolie';
import type { Target } from '@parley/ports';
import { permissionsOf, scriptModules } from './index';

const service = (body: string, more = '', embeds = '') => `from parley import InboundAutomation
${more}
service Main {
	execution: single
	${embeds}
	inputPort Messages { location: "local" interfaces: InboundAutomation }
	main {
		onMessage( message )( answer ) {
			${body}
		}
	}
}`;

function permitted(text: string, target: Target = 'recv') {
  const uses = usesOf({ file: 'script.ol', text, modules: scriptModules }, { usual: 'Main' });
  return [...permissionsOf(target, uses!)];
}

describe('what a script may do', () => {
  it('is nothing when it lets all through', () => {
    expect(permitted(service('answer.action = "forward"'))).toEqual([]);
  });

  it.each([
    ['a text of its own', 'answer.action = "DROP"', ['drop']],
    ['what it computes', 'answer.action = message.messageBody', ['drop']],
    [
      'an answer',
      'answer.action = "forward"; answer.reply << { to = message.senderID, message = "pong" }',
      ['write'],
    ],
    ['an alias', 'x -> answer.action\nx = message.messageBody', ['drop']],
    ['a tree that is copied', 'x.( message.messageBody ) = "x"\nanswer << x', ['drop', 'write']],
    [
      'a tree within a tree',
      'x.( message.messageBody ) = "x"\nanswer << { a = 1, b << x }',
      ['drop', 'write'],
    ],
    ['elements', 'x.a.( message.messageBody ) = "x"\nfor( y in x.a ) { answer << y }', ['drop', 'write']],
    ['a computed name', 'answer.( message.messageBody ) = "x"', ['drop', 'write']],
  ])('shows in the code: %s', (_, body, expected) => {
    expect(permitted(service(body))).toEqual(expected);
  });

  it.each([
    ['console', 'Console', 'println@Console( "seen" )()', ['log']],
    ['time', 'Time', 'getCurrentTimeMillis@Time()( now )', ['time']],
    ['time', 'Time', 'sleep@Time( 100 )()', ['wait']],
    ['math', 'Math', 'random@Math()( chance )', ['random']],
    ['string-utils', 'StringUtils', 'getRandomUUID@StringUtils()( id )', ['random']],
  ])('shows in what it calls of %s', (name, port, call, expected) => {
    const text = service(
      `answer.action = "forward"\n${call}`,
      `from ${name} import ${port}`,
      `embed ${port} as P`,
    );
    expect(permitted(text.replaceAll(`@${port}`, '@P'))).toEqual(expected);
  });

  it('shows in the JSON that a program prints', () => {
    const text = `from console import Console
service Main { embed Console as Console main { println@Console( "{ \\"action\\": \\"drop\\", \\"reply\\": [] }" )() } }`;
    expect(permitted(text)).toEqual(['drop', 'write', 'log']);
  });

  it.each([
    ['println@Console( message.messageBody )()', ['drop', 'write', 'log']],
    ['text = message.messageBody\nprintln@Console( text )()', ['drop', 'write', 'log']],
    ['getJsonString@JsonUtils( answer )( text )\nprintln@Console( text )()', ['log']],
    [
      'getJsonValue@JsonUtils( message.messageBody )( answer )\ngetJsonString@JsonUtils( answer )( text )\nprintln@Console( text )()',
      ['drop', 'write', 'log'],
    ],
  ])('shows in what a program prints: %s', (body, expected) => {
    const text = `from console import Console
from json-utils import JsonUtils
service Main { embed Console as Console embed JsonUtils as JsonUtils
main { getJsonValue@JsonUtils( args[0] )( message )
${body} } }`;
    expect(permitted(text)).toEqual(expected);
  });

  it('is to change the text only of what is sent', () => {
    const body = 'answer.messageBody = "x"';
    expect(permitted(service(body))).toEqual([]);
    expect(permitted(service(body).replaceAll('InboundAutomation', 'OutboundAutomation'), 'send')).toEqual([
      'change',
    ]);
  });
});
