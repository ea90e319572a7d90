import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits } from '../index';
import { expandUriTemplate, readUriTemplate } from './uri-template';

const values: Readonly<Record<string, string>> = {
  var: 'value',
  hello: 'Hello World!',
  path: '/foo/bar',
  empty: '',
  x: '1024',
  y: '768',
  half: '50%',
};
const expand = (template: string) =>
  expandUriTemplate(readUriTemplate(template)!, (name) =>
    Object.hasOwn(values, name) ? values[name]! : null,
  );

describe('a template of addresses', () => {
  // The examples of RFC 6570, section 3.2, for values that are texts.
  it.each([
    ['{var}', 'value'],
    ['{hello}', 'Hello%20World%21'],
    ['{half}', '50%25'],
    ['O{empty}X', 'OX'],
    ['O{undef}X', 'OX'],
    ['{x,y}', '1024,768'],
    ['?{x,empty}', '?1024,'],
    ['{var:3}', 'val'],
    ['{+hello}', 'Hello%20World!'],
    ['{+path}/here', '/foo/bar/here'],
    ['{#path}', '#/foo/bar'],
    ['X{.x,y}', 'X.1024.768'],
    ['{/var,x}/here', '/value/1024/here'],
    ['{;x,y,empty}', ';x=1024;y=768;empty'],
    ['{?x,y,empty}', '?x=1024&y=768&empty='],
    ['{?x,y,undef}', '?x=1024&y=768'],
    ['?fixed=yes{&x}', '?fixed=yes&x=1024'],
  ])('%s becomes %s', (template, address) => expect(expand(template)).toBe(address));

  it.each(['{', '}', '{}', '{a', 'a}', '{a b}', '{=a}'])('%s is none', (template) =>
    expect(readUriTemplate(template)).toBeNull(),
  );

  it('takes an address apart', () => {
    const source = `
include "console.iol"
include "uri_templates.iol"
main {
  match@UriTemplates( { uri = args[0], template = "/chat/{id}/history?format={format}&length={length}" } )( found )
  println@Console( found + " " + found.id + " " + found.format + " " + found.length )()
}`;
    const { program } = compile({ file: 'uri.ol', text: source });
    const run = (uri: string) => program!.run([uri], { start: 0, seed: 'uri' }, defaultLimits).output;
    expect(run('/chat/5/history?format=json&length=10')).toBe('true 5 json 10\n');
    expect(run('/chat/5/6/history?format=json&length=10')).toBe('false   \n');
  });
});
