import { Random } from '../run/random';
import { examine, type Examined } from './examine';
import { kinds, type Corpus } from './sources';

/** One source: how it was made, and what became of it. */
export interface Attempt extends Examined {
  readonly kind: string;
  readonly source: string;
}

/** The source that a seed stands for. */
export function sourceOf(seed: string, corpus: Corpus): { kind: string; source: string } {
  const random = new Random(seed);
  const names = Object.keys(kinds);
  const kind = names[random.bits() % names.length]!;
  return { kind, source: kinds[kind]!(random, corpus) };
}

/** Examines the source that a seed stands for. Never throws. */
export function attempt(seed: string, corpus: Corpus, elapsed: () => number): Attempt {
  const made = sourceOf(seed, corpus);
  return { ...made, ...examine(made.source, seed, elapsed) };
}
