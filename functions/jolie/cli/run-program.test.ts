import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from './command-line';
import { runProgram, type Machine } from './run-program';

/** Runs the command on one file in the folder /somewhere, with a machine of texts. */
function command(source: string | Uint8Array, ...words: string[]) {
  const written = { out: '', error: '' };
  const waited: number[] = [];
  const machine: Machine = {
    folder: '/somewhere',
    readFile: (file) => {
      if (file === '/somewhere/parameter.json') return Buffer.from('{ "name": "ann", "n": [1, 2] }');
      return file === '/somewhere/p.ol' ? Buffer.from(source) : null;
    },
    now: () => 0,
    elapsed: () => 0,
    freshSeed: () => 'fresh',
    wait: (milliseconds) => waited.push(milliseconds),
    readLine: () => null,
    out: (text) => (written.out += text),
    error: (text) => (written.error += text),
  };
  const parsed = parseCommandLine(words.length === 0 ? ['p.ol'] : words);
  if (!parsed.ok) throw new Error(parsed.reason);
  const status = runProgram(parsed.line, machine);
  return { status, ...written, ...(waited.length > 0 ? { waited } : {}) };
}

const say = 'include "console.iol"\nmain {\n\tprintln@Console( "hi " + args[0] )()';

describe('the command', () => {
  it('prints what the program prints, and ends with 0', () => {
    expect(command(`${say}\n}`, 'p.ol', 'you')).toEqual({ status: 0, out: 'hi you\n', error: '' });
  });

  it('ends with 1 and the place, name and data of an unhandled fault', () => {
    const { status, error } = command(`${say};\n\tthrow( Bad, 5 )\n}`);
    expect(status).toBe(1);
    expect(error).toBe('p.ol:4:2: fault Bad\nBad:int = 5\n');
  });

  it('ends with 2, and the source line with a caret, when the program does not compile', () => {
    const { status, out, error } = command('main {\n\tx = 1;\n\ty =\n}');
    expect(status).toBe(2);
    expect(out).toBe('');
    expect(error).toMatch(/^p\.ol:\d+:\d+: error: .+\n {2}.*\n {2} *\^/);
  });

  it('ends with 3 and the limit that was hit', () => {
    const { status, error } = command('main { while( true ) { x++ } }', '--gas', '100', 'p.ol');
    expect(status).toBe(3);
    expect(error).toMatch(/^p\.ol:1:\d+: limit gas\n$/);
  });

  it('ends with the status that a program halts with', () => {
    expect(command('include "runtime.iol"\nmain { halt@Runtime( { status = 9 } )() }').status).toBe(9);
  });

  it('only checks with --check', () => {
    expect(command(`${say}\n}`, '--check', 'p.ol')).toEqual({ status: 0, out: '', error: '' });
  });

  it('adds a line of statistics with --stats', () => {
    const { error } = command(`${say}\n}`, '--stats', 'p.ol');
    expect(Object.keys(JSON.parse(error) as object)).toEqual(['gas', 'ms', 'peakBytes']);
  });

  it('gives the service its parameter with --params', () => {
    const service = `from console import Console
service A( p: void { name: string n*: int } ) { embed Console as C main { println@C( p.name + #p.n )() } }`;
    expect(command(service, '--params', 'parameter.json', 'p.ol')).toMatchObject({
      status: 0,
      out: 'ann2\n',
    });
    expect(command(service, '--params', 'missing.json', 'p.ol')).toMatchObject({
      status: 2,
      error: '--params: missing.json is no file of JSON\n',
    });
    expect(command(service)).toMatchObject({
      status: 1,
      error: expect.stringContaining('fault TypeMismatch'),
    });
  });

  it('really waits with --real-time, and otherwise does not', () => {
    const sleeps = 'include "time.iol"\nmain { sleep@Time( 250 )() }';
    expect(command(sleeps, '--real-time', 'p.ol')).toMatchObject({ status: 0, waited: [250] });
    expect(command(sleeps)).toEqual({ status: 0, out: '', error: '' });
  });

  it('says where a program waits for what never comes', () => {
    expect(command('main {\n\tlinkIn( never )\n}')).toMatchObject({
      status: 3,
      error: 'p.ol:2:2: limit blocked\n  waits at p.ol:2:2\n',
    });
  });

  it('reports a fault that ends a session of an embedded service, and goes on', () => {
    const source = `include "console.iol"
interface I { OneWay: go( void ) RequestResponse: hi( void )( string ) }
service S { Interfaces: I main { [ go() ] { throw( Lost ) } [ hi()( "hi" ) ] } }
main { go@S(); linkOut( a ); { hi@S()( r ) | nullProcess }; println@Console( r )() }`;
    expect(command(source)).toEqual({
      status: 0,
      out: 'hi\n',
      error: 'p.ol:3:45: fault Lost ended a session\n',
    });
  });

  it('refuses bytes that are not UTF-8, and a file that is not there', () => {
    expect(command(Uint8Array.of(0xff, 0xfe))).toMatchObject({
      status: 2,
      error: 'p.ol:1:1: error: the file is not UTF-8\n',
    });
    expect(command('', 'q.ol')).toMatchObject({ status: 2, error: 'q.ol: error: there is no such file\n' });
  });
});
