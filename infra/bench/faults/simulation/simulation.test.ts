import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { defects, faultKinds, kindOf, run, shrink, smallest, type RunOutcome } from './index';

// A guard against hanging: on a busy machine a run takes ten times as long.
jest.setTimeout(600_000);

/** Seeds that are run here; `npm run faults -- --simulate` runs as many as one likes. */
const seeds = 200;
/** Every defect is found within so many seeds. */
const mostSeeds = 150;

describe('the product in a simulated world', () => {
  const outcomes: RunOutcome[] = [];

  it(`breaks no promise in ${seeds} runs`, async () => {
    for (let seed = 1; seed <= seeds; seed++) outcomes.push(await run({ seed }));
    expect(outcomes.filter(({ findings }) => findings.length > 0)).toEqual([]);
  });

  it('meets every kind of fault in them', () => {
    const met = new Set(outcomes.flatMap(({ faults }) => faults.map(kindOf)));
    expect([...met].sort()).toEqual(Object.keys(faultKinds).sort());
  });

  it('is the same each time, event by event', async () => {
    // given a run with many faults
    const once = [...outcomes].sort((a, b) => b.faults.length - a.faults.length)[0]!;
    // when
    const again = await run(once.request);
    // then
    expect(again).toEqual(once);
    // and the faults that struck are all that there is to repeat
    const { history } = await run({ ...once.request, faults: once.faults });
    expect(history).toEqual(once.history);
  });
});

async function firstFailure(defect: string): Promise<RunOutcome | null> {
  for (let seed = 1; seed <= mostSeeds; seed++) {
    const outcome = await run({ seed, defect });
    if (outcome.findings.length > 0) return outcome;
  }
  return null;
}

describe('a precaution that is taken away', () => {
  it.each(Object.entries(defects))(
    `%s: is found within ${mostSeeds} runs, and again when its case was made small`,
    async (name, { foundBy }) => {
      // given
      const failed = await firstFailure(name);
      expect(failed).not.toBeNull();
      expect(failed!.findings.some(({ rule }) => foundBy.includes(rule))).toBe(true);
      // when
      const small = await shrink(failed!);
      // then
      expect(small.faults.length).toBeLessThanOrEqual(failed!.faults.length);
      expect(small.messages.length).toBeLessThanOrEqual(failed!.messages.length);
      const again = await run(small.request);
      expect(again.findings).toEqual(small.findings);
      expect(again.findings).not.toEqual([]);
    },
  );
});

describe('making a list small', () => {
  it('leaves just what the condition needs', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(50)), fc.array(fc.nat(50)), async (others, needed) => {
        // given a condition that needs some elements, in any order
        const whole = [...new Set([...others, ...needed])];
        const holds = async (part: readonly number[]) => needed.every((each) => part.includes(each));
        // when
        const part = await smallest(whole, holds);
        // then
        expect([...part].sort()).toEqual([...new Set(needed)].sort());
      }),
      { numRuns: 50 },
    );
  });
});
