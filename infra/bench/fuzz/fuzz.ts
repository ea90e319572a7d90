import { seededRandom } from '../simulation/random';
import type { Coverage } from './coverage';
import { mutated } from './mutate';
import type { Target } from './target';

export interface Fuzzed {
  readonly inputs: number;
  /** Inputs that were kept, because they ran what none before them had. */
  readonly kept: number;
  readonly finding: { readonly input: string; readonly wrong: string } | null;
}

export interface FuzzOptions {
  readonly seed: number;
  readonly coverage: Coverage;
  /** Asked before each input. */
  readonly goesOn: (inputs: number) => boolean;
}

/**
 * Gives a target inputs made of its seeds, as long as it may and nothing is found. What runs code that had not run is
 * kept, and made others of: so it finds its way into what a random text would never reach.
 */
export async function fuzz(target: Target, { seed, coverage, goesOn }: FuzzOptions): Promise<Fuzzed> {
  const random = seededRandom(seed);
  const corpus: string[] = [];
  let inputs = 0;
  coverage.fresh();
  while (goesOn(inputs)) {
    const input = target.seeds[inputs] ?? mutated(random, corpus, target.words);
    const wrong = await wrongWith(target, input);
    inputs++;
    if (wrong !== null) {
      const least = await shortened(target, input);
      const finding = { input: least, wrong: (await wrongWith(target, least)) ?? wrong };
      return { inputs, kept: corpus.length, finding };
    }
    if (coverage.fresh() > 0 || inputs <= target.seeds.length) corpus.push(input);
  }
  return { inputs, kept: corpus.length, finding: null };
}

async function wrongWith(target: Target, input: string): Promise<string | null> {
  try {
    return await target.attempt(input);
  } catch (failure) {
    return failure instanceof Error ? (failure.stack ?? failure.message) : String(failure);
  }
}

/** What is left of an input when all is taken away with whose absence it is still wrong: at most so many tries. */
async function shortened(target: Target, input: string): Promise<string> {
  let least = input;
  let tries = 300;
  for (let size = least.length >> 1; size > 0; size >>= 1) {
    for (let at = 0; at < least.length && tries > 0; tries--) {
      const without = least.slice(0, at) + least.slice(at + size);
      if ((await wrongWith(target, without)) === null) at += size;
      else least = without;
    }
  }
  return least;
}
