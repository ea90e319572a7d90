import { rules } from '../../../e2e/history';
import type { GroundName } from './command-line';
import { countsOf } from './counts';
import { onEmulators, oneMachine, strikeProduct } from './real';
import type { Surroundings, Verdict } from './surroundings';

/** Between two messages of one client at most, ms: on emulators a message costs several processes their time. */
const messageMilliseconds: Readonly<Record<GroundName, number>> = { 'one-machine': 500, emulators: 2_000 };

/** Strikes the product for so many minutes, and prints what was done and found. */
export async function strikeForMinutes(
  { minutes, seed, on }: { readonly minutes: number; readonly seed: number; readonly on: GroundName },
  { now, print, tell, onInterrupt }: Surroundings,
): Promise<Verdict> {
  const began = now();
  const abort = new AbortController();
  const forgetInterrupt = onInterrupt(() => abort.abort(new Error('interrupted')));
  const ground = (on === 'emulators' ? onEmulators : oneMachine)(process.cwd());
  const outcome = await strikeProduct({
    ground,
    seed,
    milliseconds: minutes * 60_000,
    pauseMilliseconds: 6_000,
    messageMilliseconds: messageMilliseconds[on],
    print: tell,
    signal: abort.signal,
  })
    .catch((failure: unknown) => {
      if (abort.signal.aborted) return null;
      throw failure;
    })
    .finally(forgetInterrupt);
  if (outcome === null) {
    print('interrupted: everything was ended, and nothing was judged');
    return 'interrupted';
  }
  const { struck, sent, accepted, delivered, findings } = outcome;
  print(`seconds     ${Math.round((now() - began) / 1000)}, with what it took to start and to settle`);
  print(`messages    ${sent} sent, ${accepted} accepted, ${delivered} frames received`);
  print(`faults      ${struck.length}: ${countsOf(struck)}`);
  for (const each of ground.leftOut) print(`left out    ${each}`);
  print(`rules       ${rules.map(({ name }) => name).join(', ')}`);
  print(`violations  ${findings.length}`);
  for (const { rule, what } of findings.slice(0, 20)) print(`  ${rule}: ${what}`);
  return findings.length === 0 ? 'kept' : 'broken';
}
