import { defaultLimits } from '../index';
import { sideBySide, type Row } from './measure';
import { programOf } from './tier';

const turns = 300_000;
const loop = `for( i = 0, i < ${turns}, i++ ) { s = s + i % 7 }`;

function plain(): number {
  let s = 0;
  for (let i = 0; i < turns; i++) s = (s + (i % 7)) | 0;
  return s;
}

/** A program that is run for its loop; gives turns per second. */
function turning(body: string, now: () => number, closures = false): () => number {
  const text = `service Main {\n\tmain {\n\t\t${body}\n\t}\n}`;
  const program = programOf({ file: 'loop.ol', text }, closures ? { tier: null } : { hotAfter: 0 });
  const limits = { ...defaultLimits, gas: 1e9, milliseconds: 60_000 };
  return () => {
    const from = now();
    const outcome = program.run([], { start: 0, seed: 'bench' }, limits);
    if (outcome.kind !== 'finished') throw new Error(`the loop ended with ${outcome.kind}`);
    return turns / ((now() - from) / 1000);
  };
}

/**
 * Turns per second of a counting loop: beside the same in JavaScript, as generated code and as closures; and beside
 * itself in a branch, with one that waits at its side, which tells what waiting costs code that never does.
 */
export async function loopRows(now: () => number): Promise<Row[]> {
  let kept = 0;
  const javaScript = () => {
    const from = now();
    for (let k = 0; k < 10; k++) kept += plain();
    return (10 * turns) / ((now() - from) / 1000);
  };
  const alone = `s = 0; ${loop}`;
  const beside = `s = 0; { { ${loop}; linkOut( over ) } | linkIn( over ) }`;
  const rows: Row[] = [
    {
      what: 'turns of a counting loop, generated',
      unit: 'turns/s',
      ...(await sideBySide(15, turning(alone, now), javaScript)),
      baselineName: 'the same loop in JavaScript',
      better: 'more',
    },
    {
      what: 'turns of a counting loop, closures',
      unit: 'turns/s',
      ...(await sideBySide(9, turning(alone, now, true), javaScript)),
      baselineName: 'the same loop in JavaScript',
      better: 'more',
    },
    {
      what: 'the same loop in a branch, generated',
      unit: 'turns/s',
      ...(await sideBySide(15, turning(beside, now), turning(alone, now))),
      baselineName: 'the loop without branches',
      better: 'more',
    },
    {
      what: 'the same loop in a branch, closures',
      unit: 'turns/s',
      ...(await sideBySide(9, turning(beside, now, true), turning(alone, now, true))),
      baselineName: 'the loop without branches',
      better: 'more',
    },
  ];
  if (kept === 0) throw new Error('the loop did nothing');
  return rows;
}
