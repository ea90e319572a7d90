import { run, type RunOutcome, type RunRequest } from './run';

/**
 * A smallest part of the list for which the condition still holds, in that nothing of it can be left out
 * (delta debugging: A. Zeller and R. Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002).
 * The condition holds for the whole list.
 */
export async function smallest<T>(
  whole: readonly T[],
  holds: (part: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let part = whole;
  let size = Math.ceil(part.length / 2);
  while (size >= 1) {
    let shrunk = false;
    for (let from = 0; from < part.length;) {
      const rest = [...part.slice(0, from), ...part.slice(from + size)];
      if (await holds(rest)) {
        part = rest;
        shrunk = true;
      } else from += size;
    }
    if (size === 1 && !shrunk) break;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return part;
}

/**
 * The same failure with as few faults and messages as it takes: what comes out breaks a rule that `failed` broke, and
 * is run again by its request alone.
 */
export async function shrink(failed: RunOutcome): Promise<RunOutcome> {
  const broken = new Set(failed.findings.map(({ rule }) => rule));
  let best = failed;
  const fails = async (request: RunRequest): Promise<boolean> => {
    const outcome = await run(request);
    if (!outcome.findings.some(({ rule }) => broken.has(rule))) return false;
    best = outcome;
    return true;
  };
  const { request } = failed;
  const messages = await smallest(failed.messages, (part) => fails({ ...request, messages: part }));
  const faults = await smallest(best.faults, (part) => fails({ ...request, messages, faults: part }));
  await fails({ ...request, messages, faults });
  return best;
}
