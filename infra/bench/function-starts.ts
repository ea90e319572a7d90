import { samplesOf, type Row } from '@parley/jolie/bench';

const rounds = 5;
const bare = 'nothing';
/** The stages; what is handled is the usual work of one message between two people without scripts. */
const stages = ['jolie-exec', 'auto-reply', 'router'];

/** Starts each function so many times, and the one that does nothing: processor time in ms, or what is missing here. */
export type MeasureStarts = (asked: {
  readonly rounds: number;
  readonly names: readonly string[];
}) => Promise<{
  readonly missing?: readonly string[];
  readonly starts?: Readonly<
    Record<string, readonly { readonly listening: number; readonly handled: number | null }[]>
  >;
}>;

/**
 * Processor time from the start of a stage's process to its first handled event, all its calls to Google's services on the
 * emulators included, beside a function of functions-framework that does nothing.
 */
export async function functionStarts(
  measureStarts: MeasureStarts,
  progress: (what: string) => void,
): Promise<Row[]> {
  const { missing = [], starts } = await measureStarts({ rounds, names: stages });
  if (starts === undefined) {
    progress(['the emulators are missing, the rows of functions are left out:', ...missing].join('\n  '));
    return [];
  }
  const handled = (name: string) => samplesOf(starts[name]!.map((each) => each.handled!));
  return stages.map((name) => ({
    what: `the stage ${name}: from the start of its process to its first handled event`,
    unit: 'ms',
    ours: handled(name),
    baseline: handled(bare),
    baselineName: 'a function of functions-framework that does nothing',
    better: 'less',
    goal: { of: 'ratio', atMost: 1.5 },
  }));
}
