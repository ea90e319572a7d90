import { describe, expect, it } from '@jest/globals';
import { compile, defaultLimits, type Limits, type PlainTree, type Program } from './index';

const parley = `
type Text: string( length( [0,200] ) )
type InboundMessage { from: string body: Text tags*: string }
type Reply { body: Text urgent?: bool }
interface InboundAutomation {
RequestResponse: onMessage( InboundMessage )( Reply ) throws Refused( string )
OneWay: onSeen( string )
}
`;
const modules = new Map([['parley', parley]]);
const host = { start: 0, seed: 's' };

function programOf(text: string): Program {
  const { program, diagnostics } = compile({ file: 'script.ol', text, modules }, { usual: 'Main' });
  if (program === null) throw new Error(JSON.stringify(diagnostics));
  return program;
}

const script = (main: string, port = 'location: "local"', head = '') => `
from console import Console
from parley import InboundAutomation, InboundMessage
${head}
service Main {
  execution: concurrent
  embed Console as Console
  inputPort Messages { ${port} interfaces: InboundAutomation }
  init { greeting = "hello " }
  main { ${main} }
}`;
const echo = `[ onMessage( m )( r ) { println@Console( "got " + m.body )(); r.body = greeting + m.from } ] [ onSeen( s ) ]`;
const call = (text: string, request: PlainTree, limits: Partial<Limits> = {}, operation = 'onMessage') =>
  programOf(text).run([], host, { ...defaultLimits, ...limits }, { call: { operation, request } });
const message = { from: 'ann', body: 'hi' };

describe('a call of the host', () => {
  it('given a service with a port, when asked, then the program names its operations', () => {
    expect(programOf(script(echo)).operations()).toEqual([
      { name: 'onMessage', kind: 'request-response', port: 'Messages' },
      { name: 'onSeen', kind: 'one-way', port: 'Messages' },
    ]);
    expect(programOf('main { nullProcess }').operations()).toEqual([]);
  });

  it.each([
    ['local', 'location: "local"'],
    ['named', 'location: "local://messages"'],
  ])(
    'given a port whose location is %s, when called, then the answer and the output are there',
    (_, port) => {
      expect(call(script(echo, port), message)).toMatchObject({
        kind: 'finished',
        exitStatus: 0,
        response: { body: 'hello ann' },
        output: 'got hi\n',
      });
    },
  );

  it('given trees of all shapes, when echoed, then they come back as JsonUtils would write them', () => {
    const text = `interface I { RequestResponse: same( undefined )( undefined ) }
service Main { execution: sequential inputPort P { location: "local" interfaces: I } main { same( x )( x ) } }`;
    const same = (request: PlainTree) => {
      const outcome = call(text, request, {}, 'same');
      return outcome.kind === 'finished' ? outcome.response : outcome;
    };
    const tree = { a: [1, 2.5, 'x', true], o: { $: 'root', k: [{ n: 1 }, { n: 2 }] }, big: 5_000_000_000 };
    expect(same(tree)).toEqual(tree);
    expect(same({ one: ['only'] })).toEqual({ one: 'only' });
    expect(same([1, [2, 3]])).toEqual([1, [2, 3]]);
    expect(same(7)).toBe(7);
    expect(same(null)).toBeNull();
    expect(same(JSON.parse('{ "__proto__": 1, "constructor": 2 }') as PlainTree)).toEqual(
      JSON.parse('{ "__proto__": 1, "constructor": 2 }'),
    );
    expect(Object.keys(same({ zebra: 1, apple: 2, mango: 3 }) as object)).toEqual(
      Object.keys(same({ mango: 3, zebra: 1, apple: 2 }) as object),
    );
  });

  it('given a request of the wrong type, when called, then the fault is TypeMismatch and no session begins', () => {
    expect(call(script(echo), { from: 'ann' })).toMatchObject({
      kind: 'fault',
      name: 'TypeMismatch',
      output: '',
    });
  });

  it('given a declared fault, when it is thrown, then it is the outcome, with its data', () => {
    const text = script('[ onMessage( m )( r ) { throw( Refused, "not " + m.from ) } ] [ onSeen( s ) ]');
    expect(call(text, message)).toMatchObject({ kind: 'fault', name: 'Refused', message: 'not ann' });
  });

  it('given an answer of the wrong type, when called, then the author learns what was wrong with it', () => {
    const text = script('[ onMessage( m )( r ) { r.nothing = 1 } ] [ onSeen( s ) ]');
    expect(call(text, message)).toMatchObject({
      kind: 'fault',
      name: 'TypeMismatch',
      message: expect.stringContaining('output value TypeMismatch (operation onMessage)'),
    });
  });

  it('given work after the answer, when called, then the run ends with the session', () => {
    const text = script(
      '[ onMessage( m )( r ) { r.body = "now" } ] { println@Console( "later" )() } [ onSeen( s ) ]',
    );
    expect(call(text, message)).toMatchObject({
      kind: 'finished',
      response: { body: 'now' },
      output: 'later\n',
    });
  });

  it('given a one-way operation, when called, then the run ends with its session and there is no value', () => {
    const text = script('[ onMessage( m )( m ) ] [ onSeen( s ) ] { println@Console( "seen " + s )() }');
    expect(call(text, 'x', {}, 'onSeen')).toMatchObject({
      kind: 'finished',
      response: null,
      output: 'seen x\n',
    });
  });

  it('given an operation that no port has, when called, then the fault is IOException', () => {
    expect(call(script(echo), {}, {}, 'nothing')).toMatchObject({ kind: 'fault', name: 'IOException' });
  });

  it('given a loop without end, when called, then the limit ends it', () => {
    const text = script('[ onMessage( m )( r ) { while( true ) { x++ } } ] [ onSeen( s ) ]');
    expect(call(text, message, { gas: 10_000 })).toMatchObject({ kind: 'limit', limit: 'gas' });
  });

  it('given a service that never answers, when called, then the limit is blocked and says where', () => {
    const text = script('[ onMessage( m )( r ) { linkIn( never ) } ] [ onSeen( s ) ]');
    const outcome = call(text, message);
    expect(outcome).toMatchObject({ kind: 'limit', limit: 'blocked' });
    expect(outcome.kind === 'limit' && outcome.waiting).toEqual([
      expect.objectContaining({ file: 'script.ol', line: 10 }),
    ]);
  });

  it('given single execution, when called, then main receives the request', () => {
    const text = script('onMessage( m )( r ) { r.body = "once" }').replace('concurrent', 'single');
    expect(call(text, message)).toMatchObject({ kind: 'finished', response: { body: 'once' } });
  });

  it('given several services, when Main is usual, then Main is called', () => {
    const other = 'service Other { main { nullProcess } }';
    expect(call(script(echo, undefined, other), message)).toMatchObject({ response: { body: 'hello ann' } });
  });

  it('given the same call, when made again, then the outcome is the same, gas included', () => {
    const program = programOf(script(echo));
    const again = () =>
      program.run([], host, defaultLimits, { call: { operation: 'onMessage', request: message } });
    expect(again()).toEqual(again());
  });

  it('given a tree that is too deep to hand out, when it is the answer, then the limit is depth', () => {
    const text = `interface I { RequestResponse: deep( void )( undefined ) }
service Main { execution: sequential inputPort P { location: "local" interfaces: I }
main { deep()( r ) { for( i = 0, i < 300, i++ ) { t << r; undef( r ); r.x << t } } } }`;
    expect(call(text, null, {}, 'deep')).toMatchObject({ kind: 'limit', limit: 'depth' });
  });

  it('given a module of the host, when something in it is misspelt, then the hint names it', () => {
    const { program, diagnostics } = compile({
      file: 's.ol',
      text: 'from parley import InboundMesage\nmain { nullProcess }',
      modules,
    });
    expect(program).toBeNull();
    expect(diagnostics[0]).toMatchObject({ code: 'unknown-symbol', hint: 'did you mean InboundMessage?' });
  });
});
