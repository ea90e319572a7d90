import { compile, defaultLimits, type Limits } from '../index';
import { Random } from '../run/random';

const engineFailed = 'the engine failed';

/** What became of a source, and what was wrong about that. */
export interface Examined {
  /** `refused` when it did not compile; otherwise how its run ended. */
  readonly end: 'refused' | 'finished' | 'fault' | 'limit' | 'broken';
  /** Null: the engine kept its promises. */
  readonly wrong: string | null;
}

/**
 * Checks a source, and runs it twice when it compiles, within limits of the seed's choice. Never throws: an exception
 * of the engine is what is looked for.
 */
export function examine(source: string, seed: string, elapsed: () => number): Examined {
  const random = new Random(`${seed} limits`);
  const limits: Limits = {
    ...defaultLimits,
    gas: 100 + (random.bits() % 50_000),
    memoryBytes: 1_000 + (random.bits() % 1_000_000),
    // Time is no part of an outcome that must be the same again: gas ends these runs.
    milliseconds: Infinity,
  };
  try {
    const { program, diagnostics } = compile({ file: 'fuzz.ol', text: source });
    if (diagnostics.length > 50) return { end: 'refused', wrong: 'over 50 diagnostics' };
    const odd = diagnostics.find(
      (each) =>
        each.line < 1 ||
        each.column < 1 ||
        each.endLine < each.line ||
        (each.endLine === each.line && each.endColumn < each.column),
    );
    if (odd !== undefined) {
      return { end: 'refused', wrong: `a diagnostic without a place: ${JSON.stringify(odd)}` };
    }
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if ((program === null) !== errors.length > 0) {
      return { end: 'refused', wrong: 'refused without an error, or taken with one' };
    }
    if (program === null) return { end: 'refused', wrong: null };
    const run = () => program.run(['one', 'two words'], { start: 0, seed, elapsed }, limits);
    const [first, second] = [run(), run()];
    const same = JSON.stringify(first) === JSON.stringify(second);
    const within = first.gas <= limits.gas && first.output.length <= limits.outputBytes;
    // The engine's own name for an exception that it did not foresee; a script may throw the name, but not with these words.
    const failed = first.kind === 'fault' && first.message === engineFailed;
    const wrong = failed
      ? 'the engine failed while it ran'
      : !same
        ? 'two runs with the same inputs differ'
        : !within
          ? 'the run used more than its limits'
          : null;
    return { end: first.kind, wrong };
  } catch (error) {
    const wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { end: 'broken', wrong };
  }
}
