import { rules } from '../../../e2e/history';
import { countsOf } from './counts';
import { strikeProduct } from './real';

/** Strikes the product for so many minutes, prints what was done and found, and resolves with whether all was kept. */
export async function strikeForMinutes(
  { minutes, seed }: { readonly minutes: number; readonly seed: number },
  now: () => number,
  print: (line: string) => void,
): Promise<boolean> {
  const began = now();
  const outcome = await strikeProduct({
    root: process.cwd(),
    seed,
    milliseconds: minutes * 60_000,
    pauseMilliseconds: 6_000,
    messageMilliseconds: 500,
    print,
  });
  const { struck, leftOut, sent, accepted, delivered, findings } = outcome;
  print('');
  print(`seconds     ${Math.round((now() - began) / 1000)}, with what it took to start and to settle`);
  print(`messages    ${sent} sent, ${accepted} accepted, ${delivered} frames received`);
  print(`faults      ${struck.length}: ${countsOf(struck)}`);
  for (const each of leftOut) print(`left out    ${each}`);
  print(`rules       ${rules.map(({ name }) => name).join(', ')}`);
  print(`violations  ${findings.length}`);
  for (const { rule, what } of findings.slice(0, 20)) print(`  ${rule}: ${what}`);
  return findings.length === 0;
}
