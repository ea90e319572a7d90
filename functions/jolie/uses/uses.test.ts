import { describe, expect, it } from '@jest/globals';
import { usesOf } from '../index';

const uses = (text: string) => usesOf({ file: 't.ol', text }, { usual: 'Main' });
const main = (body: string, packages = '') => {
  const names = packages.split(' ').filter((each) => each !== '');
  const service = (name: string) => name.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
  const imports = names.map((name) => `from ${name} import ${service(name)}\n`).join('');
  const embeds = names.map((name) => `embed ${service(name)} as ${service(name)}\n`).join('');
  return `${imports}service Main {\n${embeds}main {\n${body}\n}\n}`;
};

describe('what a program uses', () => {
  it('is what it calls of the library, under whatever name, in statements and expressions', () => {
    expect(
      uses(
        'from math import Math\nfrom console import Console\nservice Main {\nembed Math as M\nembed Console as C\nmain {\nif( random@M() > 0.5 ) { println@C( "x" )() }\n}\n}',
      ),
    ).toMatchObject({ calls: ['println@console', 'random@math'], packages: ['console', 'math'] });
  });

  it('names packages that it has and never calls', () => {
    expect(uses(main('x = 1', 'time'))).toMatchObject({ calls: [], packages: ['time'] });
  });

  it('is what it writes, in paths and in trees, and of that what it computes', () => {
    expect(
      uses(main('answer.action = "drop"; answer.reply << { to = n, message = "hi" }\nn++')),
    ).toMatchObject({
      written: ['action', 'answer', 'message', 'n', 'reply', 'to'],
      computed: ['n', 'to'],
      texts: ['drop', 'hi'],
    });
  });

  it('is what the services do that it embeds', () => {
    const text =
      'interface I { RequestResponse: ask( void )( string ) }\nservice Other { execution: concurrent inputPort In { location: "local" interfaces: I }\nmain { ask( r )( a ) { a = new } } }\nservice Main { embed Other as Other main { ask@Other()( b ) } }';
    expect(uses(text)).toMatchObject({ fresh: true, written: ['a', 'b', 'r'] });
  });

  it.each([
    ['x.( name ) = 1', false],
    ['x.( name ) = 1\ngetJsonString@JsonUtils( x )( y )', true],
    ['x.( name ) = 1\nz << x\ngetJsonString@JsonUtils( z )( y )', true],
    ['z -> x\nx.( name ) = 1\ngetJsonString@JsonUtils( z )( y )', true],
    ['getJsonValue@JsonUtils( text )( x )\nz << { a << x }\ngetJsonString@JsonUtils( z )( y )', true],
    ['getJsonValue@JsonUtils( args[0] )( x )\ngetJsonString@JsonUtils( x )( y )', false],
    ['getJsonString@JsonUtils( getJsonValue@JsonUtils( text ) )( y )', true],
    ['x.name = 1\ny = z.( name )\ngetJsonString@JsonUtils( x )( y )', false],
  ])('says of %j whether it hands on what its code does not show', (body, hides) => {
    expect(uses(main(body, 'json_utils'))).toMatchObject({ hides });
  });

  it('is nothing for a source that does not compile', () => {
    expect(uses('main {')).toBeNull();
  });
});
