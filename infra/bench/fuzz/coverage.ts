import { Session, type Profiler } from 'node:inspector';

/** Which code ran. */
export interface Coverage {
  /** How many functions and blocks ran, since it was last asked, that had not run before. */
  fresh(): number;
  stop(): void;
}

/** Of one function: its blocks, as far as one of them was ever passed over, and those that ran. */
interface Known {
  readonly blocks: Map<string, Profiler.CoverageRange>;
  readonly ran: Set<string>;
}

/**
 * Which code of the scripts ran whose address is accepted: V8 knows it by itself, and needs no other tool. It says of
 * each function that ran which of its blocks did not: a block that is no longer among those has run.
 */
export function v8Coverage(accepts: (url: string) => boolean): Coverage {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  const functions = new Map<string, Known>();

  /** How much of a function ran for the first time. */
  const freshOf = (url: string, [whole, ...blocks]: readonly Profiler.CoverageRange[]): number => {
    if (whole === undefined || whole.count === 0) return 0;
    const key = `${url}:${whole.startOffset}`;
    const isNew = !functions.has(key);
    const known = functions.get(key) ?? { blocks: new Map(), ran: new Set() };
    functions.set(key, known);
    const skipped = blocks.filter(({ count }) => count === 0);
    for (const block of skipped) known.blocks.set(`${block.startOffset}-${block.endOffset}`, block);
    let fresh = isNew ? 1 : 0;
    for (const [name, { startOffset, endOffset }] of known.blocks) {
      const isSkipped = skipped.some(
        (each) => each.startOffset <= startOffset && each.endOffset >= endOffset,
      );
      if (isSkipped || known.ran.has(name)) continue;
      known.ran.add(name);
      fresh++;
    }
    return fresh;
  };

  return {
    fresh() {
      let fresh = 0;
      // In one thread the answer is there when `post` returns.
      session.post('Profiler.takePreciseCoverage', (failure, { result }) => {
        if (failure !== null) throw failure;
        for (const { url, functions: ran } of result) {
          if (accepts(url)) for (const { ranges } of ran) fresh += freshOf(url, ranges);
        }
      });
      return fresh;
    },
    stop: () => session.disconnect(),
  };
}
