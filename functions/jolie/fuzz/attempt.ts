import { compile, defaultLimits, type Limits } from '../index';
import { Random } from '../run/random';
import { kinds, type Corpus } from './sources';

/** What became of one source: how it was made, what the engine did with it, and what was wrong about that. */
export interface Attempt {
  readonly kind: string;
  readonly source: string;
  /** `refused` when it did not compile; otherwise how its run ended. */
  readonly end: 'refused' | 'finished' | 'fault' | 'limit' | 'broken';
  /** Null: the engine kept its promises. */
  readonly wrong: string | null;
}

/** The source that a seed stands for. */
export function sourceOf(seed: string, corpus: Corpus): { kind: string; source: string } {
  const random = new Random(seed);
  const names = Object.keys(kinds);
  const kind = names[random.bits() % names.length]!;
  return { kind, source: kinds[kind]!(random, corpus) };
}

/**
 * Checks the source that a seed stands for, and runs it twice when it compiles, within limits of the seed's choice.
 * Never throws: an exception of the engine is what it looks for.
 */
export function attempt(seed: string, corpus: Corpus, elapsed: () => number): Attempt {
  const { kind, source } = sourceOf(seed, corpus);
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
    if (diagnostics.length > 50) return { kind, source, end: 'refused', wrong: 'over 50 diagnostics' };
    const odd = diagnostics.find(
      (each) =>
        each.line < 1 ||
        each.column < 1 ||
        each.endLine < each.line ||
        (each.endLine === each.line && each.endColumn < each.column),
    );
    if (odd !== undefined) {
      return { kind, source, end: 'refused', wrong: `a diagnostic without a place: ${JSON.stringify(odd)}` };
    }
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if ((program === null) !== errors.length > 0) {
      return { kind, source, end: 'refused', wrong: 'refused without an error, or taken with one' };
    }
    if (program === null) return { kind, source, end: 'refused', wrong: null };
    const run = () => program.run(['one', 'two words'], { start: 0, seed, elapsed }, limits);
    const [first, second] = [run(), run()];
    const same = JSON.stringify(first) === JSON.stringify(second);
    const within = first.gas <= limits.gas && first.output.length <= limits.outputBytes;
    const wrong = !same
      ? 'two runs with the same inputs differ'
      : !within
        ? 'the run used more than its limits'
        : null;
    return { kind, source, end: first.kind, wrong };
  } catch (error) {
    const wrong = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind, source, end: 'broken', wrong };
  }
}
