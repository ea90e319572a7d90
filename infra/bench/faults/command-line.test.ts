import { describe, expect, it } from '@jest/globals';
import { readCommand, usage } from './command-line';
import { defects } from './simulation';

const read = (text: string) => readCommand(text.split(' ').filter((word) => word !== ''));

describe('the command of the fault laboratory', () => {
  it.each([
    ['--simulate', { kind: 'simulate', seeds: 1_000, first: 1, defect: null }],
    ['--simulate --seeds 20000', { kind: 'simulate', seeds: 20_000, first: 1, defect: null }],
    ['--simulate --seed 57', { kind: 'simulate', seeds: 1, first: 57, defect: null }],
    ['--simulate --break random-ids', { kind: 'simulate', seeds: 1_000, first: 1, defect: 'random-ids' }],
    ['--minutes 10 --seed 2', { kind: 'real', minutes: 10, seed: 2, on: 'one-machine' }],
    ['--minutes 0.5 --on emulators', { kind: 'real', minutes: 0.5, seed: 1, on: 'emulators' }],
    ['--load', { kind: 'load', sockets: 500 }],
  ])('reads %s', (text, command) => {
    expect(read(text)).toEqual(command);
  });

  it.each([
    '',
    '--nothing',
    'simulate',
    '--simulate --seeds none',
    '--simulate --break nothing',
    '--minutes -1',
    '--minutes 1 --on the-moon',
  ])('says what is wrong with %j', (text) => {
    expect(read(text)).toMatchObject({ kind: 'wrong', what: expect.stringMatching(/.+/) });
  });

  it('names in its usage all that can be taken away', () => {
    for (const name of Object.keys(defects)) expect(usage).toContain(name);
  });
});
