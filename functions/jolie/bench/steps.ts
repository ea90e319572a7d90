import { compile, type Limits } from '../index';
import { sideBySide, type Row } from './measure';

const turns = 300_000;
const source = `
service Main {
	main {
		s = 0
		for( i = 0, i < ${turns}, i++ ) { s = s + i % 7 }
	}
}`;

function plain(): number {
  let s = 0;
  for (let i = 0; i < turns; i++) s = (s + (i % 7)) | 0;
  return s;
}

/** Turns of a counting loop per second, beside the same loop in JavaScript. */
export async function stepsPerSecond(now: () => number, limits: Limits): Promise<Row> {
  const { program } = compile({ file: 'loop.ol', text: source });
  const perSecond = (run: () => void) => () => {
    const from = now();
    run();
    return turns / ((now() - from) / 1000);
  };
  let kept = 0;
  const measured = await sideBySide(
    9,
    perSecond(() => {
      const outcome = program!.run([], { start: 0, seed: 'bench' }, limits);
      if (outcome.kind !== 'finished') throw new Error(`the loop ended with ${outcome.kind}`);
    }),
    perSecond(() => (kept += plain())),
  );
  if (kept === 0) throw new Error('the loop did nothing');
  return {
    what: 'turns of a counting loop',
    unit: 'turns/s',
    ...measured,
    baselineName: 'the same loop in JavaScript',
    better: 'more',
  };
}
