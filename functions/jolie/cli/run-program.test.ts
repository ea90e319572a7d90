import { describe, expect, it } from '@jest/globals';
import { parseCommandLine } from './command-line';
import { runProgram, type Machine } from './run-program';

/** Runs the command on one file in the folder /somewhere, with a machine of texts. */
function command(source: string | Uint8Array, ...words: string[]) {
  const written = { out: '', error: '' };
  const machine: Machine = {
    folder: '/somewhere',
    readFile: (file) => (file === '/somewhere/p.ol' ? Buffer.from(source) : null),
    now: () => 0,
    elapsed: () => 0,
    freshSeed: () => 'fresh',
    wait: () => undefined,
    readLine: () => null,
    out: (text) => (written.out += text),
    error: (text) => (written.error += text),
  };
  const parsed = parseCommandLine(words.length === 0 ? ['p.ol'] : words);
  if (!parsed.ok) throw new Error(parsed.reason);
  return { status: runProgram(parsed.line, machine), ...written };
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

  it('refuses bytes that are not UTF-8, and a file that is not there', () => {
    expect(command(Uint8Array.of(0xff, 0xfe))).toMatchObject({
      status: 2,
      error: 'p.ol:1:1: error: the file is not UTF-8\n',
    });
    expect(command('', 'q.ol')).toMatchObject({ status: 2, error: 'q.ol: error: there is no such file\n' });
  });
});
