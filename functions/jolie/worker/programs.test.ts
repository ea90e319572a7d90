import { describe, expect, it } from '@jest/globals';
import { compile, type Compiled } from '../index';
import { KeptPrograms } from './programs';

/** Programs by number, each with how often it was compiled and sent to rest. */
function counted() {
  const [kept, made, rests] = [new KeptPrograms(), new Map<number, number>(), new Map<number, number>()];
  const count = (counts: Map<number, number>, n: number) => counts.set(n, (counts.get(n) ?? 0) + 1);
  const get = (n: number): Compiled =>
    kept.get(`key ${n}`, () => {
      count(made, n);
      const { program, diagnostics } = compile({ file: 'p.ol', text: `main { x = ${n} }` });
      const rest = () => {
        count(rests, n);
        program!.rest();
      };
      return {
        program: { ...program!, run: program!.run.bind(program), operations: () => [], rest },
        diagnostics,
      };
    });
  return { get, made, rests };
}

describe('the programs of a worker', () => {
  it('given more than are kept awake, then the one used longest ago rests, and is the same when it is asked for', () => {
    const { get, made, rests } = counted();
    const first = get(0);
    for (let n = 1; n < 32; n++) get(n);
    get(0);
    expect(rests.size).toBe(0);
    get(32);
    expect([...rests.keys()]).toEqual([1]);
    expect(get(0)).toBe(first);
    expect(get(1).program!.run([], { start: 0, seed: '' })).toMatchObject({ kind: 'finished' });
    expect(made.get(1)).toBe(1);
  });

  it('given more than are kept at all, then the one used longest ago is compiled anew', () => {
    const { get, made } = counted();
    for (let n = 0; n <= 512; n++) get(n);
    get(0);
    get(512);
    expect([made.get(0), made.get(512)]).toEqual([2, 1]);
  });
});
