import { defaultLimits } from '../index';
import { inTurn, type Samples } from './measure';
import type { Peer } from './peer';
import type { Row } from './table';
import { programOf } from './tier';

const turns = 300_000;
const loop = `for( i = 0, i < ${turns}, i++ ) { s = s + i % 7 }`;

function plain(): number {
  let s = 0;
  for (let i = 0; i < turns; i++) s = (s + (i % 7)) | 0;
  return s;
}

/** The same as a text, for engines that take one: a call of so many turns. */
export const plainLoop =
  '(function (turns) { let s = 0; for (let i = 0; i < turns; i++) s = (s + (i % 7)) | 0; return s; })';

/** A program that is run for its loop; gives nanoseconds a turn. */
function turning(body: string, now: () => number, closures = false): () => number {
  const text = `service Main {\n\tmain {\n\t\t${body}\n\t}\n}`;
  const program = programOf({ file: 'loop.ol', text }, closures ? { tier: null } : { hotAfter: 0 });
  const limits = { ...defaultLimits, gas: 1e9, milliseconds: 60_000 };
  return () => {
    const from = now();
    const outcome = program.run([], { start: 0, seed: 'bench' }, limits);
    if (outcome.kind !== 'finished') throw new Error(`the loop ended with ${outcome.kind}`);
    return ((now() - from) * 1e6) / turns;
  };
}

/**
 * Nanoseconds for a turn of a counting loop: beside the same in JavaScript, as generated code and as closures; and beside
 * itself in a branch, with one that waits at its side, which tells what waiting costs code that never does.
 */
export async function loopRows(now: () => number, peers: readonly Peer[]): Promise<Row[]> {
  let kept = 0;
  const javaScript = () => {
    const from = now();
    for (let k = 0; k < 10; k++) kept += plain();
    return ((now() - from) * 1e6) / (10 * turns);
  };
  const alone = `s = 0; ${loop}`;
  const beside = `s = 0; { { ${loop}; linkOut( over ) } | linkIn( over ) }`;
  const row = (
    what: string,
    ours: Samples,
    baseline: Samples,
    baselineName: string,
    atMost?: number,
  ): Row => ({
    what,
    unit: 'ns',
    ours,
    baseline,
    baselineName,
    better: 'less',
    ...(atMost === undefined ? {} : { goal: { of: 'ratio', atMost } }),
  });
  const [hot, plainly, hotBranch, ...others] = await inTurn(15, [
    turning(alone, now),
    javaScript,
    turning(beside, now),
    ...peers.map((peer) => () => peer.turn(turns)),
  ]);
  const [cool, plainlyAgain, coolBranch] = await inTurn(9, [
    turning(alone, now, true),
    javaScript,
    turning(beside, now, true),
  ]);
  if (kept === 0) throw new Error('the loop did nothing');
  const [javaScriptLoop, aloneLoop] = ['the same loop in JavaScript', 'the loop without branches'];
  return [
    row('a turn of a counting loop, generated', hot!, plainly!, javaScriptLoop, 4),
    ...peers.map(({ name }, i) =>
      row('a turn of a counting loop, generated', hot!, others[i]!, `${name}, the same in JavaScript`),
    ),
    row('a turn of a counting loop, closures', cool!, plainlyAgain!, javaScriptLoop),
    row('the same in a branch, beside one that waits, generated', hotBranch!, hot!, aloneLoop, 1.3),
    row('the same in a branch, beside one that waits, closures', coolBranch!, cool!, aloneLoop, 1.3),
  ];
}
