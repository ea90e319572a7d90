import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { v8Coverage, type Coverage } from './coverage';
import { fuzz } from './fuzz';
import type { Target } from './target';
import { frameTargets } from './targets/frames';
import { scriptTargets } from './targets/scripts';

const blind: Coverage = { fresh: () => 0, stop() {} };
const atMost = (most: number) => (inputs: number) => inputs < most;

/** A target with a defect behind steps of which each is seen only by the code that it runs; and what sees that. */
function hidden(): { target: Target; coverage: Coverage } {
  const secret = ['key', 'lock', 'door', 'room'];
  const ran = new Set<number>();
  let seen = 0;
  return {
    target: {
      name: 'hidden',
      seeds: ['x'],
      words: [...secret, 'wall', 'roof', 'yard', 'path', 'wood', 'hill'],
      attempt(input) {
        let at = 0;
        while (
          at < secret.length &&
          input
            .split(' ')
            .join('')
            .startsWith(secret.slice(0, at + 1).join(''))
        )
          at++;
        ran.add(at);
        return at === secret.length ? 'it is open' : null;
      },
    },
    coverage: {
      fresh() {
        const fresh = ran.size - seen;
        seen = ran.size;
        return fresh;
      },
      stop() {},
    },
  };
}

describe('the fuzzer', () => {
  it('given a defect behind several steps, then it finds it by the code that runs, and not without', async () => {
    const [guided, unguided] = [hidden(), hidden()];
    const options = { seed: 1, goesOn: atMost(20_000) };
    const found = await fuzz(guided.target, { ...options, coverage: guided.coverage });
    expect(found.finding).toEqual({ input: 'keylockdoorroom', wrong: 'it is open' });
    const without = await fuzz(unguided.target, {
      ...options,
      coverage: blind,
      goesOn: atMost(found.inputs),
    });
    expect(without.finding).toBeNull();
  });

  it('given a target that throws, then that is found, with the least input that does it', async () => {
    const target: Target = {
      name: 'throws',
      seeds: ['a long text with a ! in it'],
      words: ['x'],
      attempt(input) {
        if (input.includes('!')) throw new RangeError('too far');
        return null;
      },
    };
    const { inputs, finding } = await fuzz(target, { seed: 1, coverage: blind, goesOn: atMost(1) });
    expect(inputs).toBe(1);
    expect(finding).toMatchObject({ input: '!', wrong: expect.stringContaining('too far') });
  });

  it.each([...frameTargets, ...scriptTargets()].map((target) => [target.name, target] as const))(
    'finds nothing in a few hundred inputs to %s',
    async (_, target) => {
      const fuzzed = await fuzz(target, {
        seed: 1,
        coverage: blind,
        goesOn: atMost(target.seeds.length + 300),
      });
      expect(fuzzed).toMatchObject({ inputs: target.seeds.length + 300, finding: null });
    },
  );
});

describe('coverage', () => {
  it('counts functions and blocks when they run for the first time', () => {
    const coverage = v8Coverage((url) => url.endsWith('fuzzed-subject.js'));
    try {
      const subject = vm.runInThisContext(
        '(function subject(x) { if (x > 1) { return 1; } else if (x < 0) { return 2; } return 3; })',
        { filename: 'fuzzed-subject.js' },
      ) as (x: number) => number;
      const freshAt = (x: number) => {
        subject(x);
        return coverage.fresh();
      };
      expect(freshAt(5)).toBeGreaterThan(0);
      expect(freshAt(6)).toBe(0);
      expect(freshAt(-1)).toBeGreaterThan(0);
      expect(freshAt(0)).toBeGreaterThan(0);
      // It learns where blocks end as they are passed over: then it knows them all.
      for (let round = 0; round < 3; round++) [5, -1, 0].forEach(freshAt);
      expect([freshAt(1), freshAt(-2), freshAt(7)]).toEqual([0, 0, 0]);
    } finally {
      coverage.stop();
    }
  });
});
