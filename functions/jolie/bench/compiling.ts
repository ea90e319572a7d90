import { compile } from '../index';
import { programOf } from './tier';
import { inTurn, sideBySide } from './measure';
import type { Peer } from './peer';
import type { Row } from './table';

/** A program as authors write them, of about 2 KB; each one another, so that nothing is remembered. */
const program = (n: number) => `from console import Console
from json-utils import JsonUtils
from string-utils import StringUtils

service Main {
	embed Console as Console
	embed JsonUtils as JsonUtils
	embed StringUtils as StringUtils
	main {
		getJsonValue@JsonUtils( args[0] )( message )
		answer.action = "forward"
${Array.from(
  { length: 12 },
  (_, i) => `		toLowerCase@StringUtils( message.messageBody )( low${i} )
		if( low${i} == "word ${n} ${i}" && #answer.reply._ < 5 ) {
			answer.reply._[#answer.reply._] << { to = message.senderID, message = "answer ${i}" }
		}`,
).join('\n')}
		getJsonString@JsonUtils( answer )( json )
		println@Console( json )()
	}
}
`;

/** The same in JavaScript. */
const twin = (n: number) => `
const message = JSON.parse(args[0]);
const answer = { action: 'forward', reply: [] };
${Array.from(
  { length: 12 },
  (_, i) => `const low${i} = message.messageBody.toLowerCase();
if (low${i} === 'word ${n} ${i}' && answer.reply.length < 5) {
  answer.reply[answer.reply.length] = { to: message.senderID, message: 'answer ${i}' };
}`,
).join('\n')}
print(JSON.stringify(answer));
`;

const programs = 200;

/** Microseconds to compile a kilobyte of source, beside V8 and a function of the same text in JavaScript. */
export async function compileTime(now: () => number): Promise<Row> {
  let next = 0;
  const perKilobyte = (textOf: (n: number) => string, compiled: (text: string) => void) => () => {
    const texts = Array.from({ length: programs }, () => textOf(next++));
    const kilobytes = texts.reduce((sum, text) => sum + text.length, 0) / 1024;
    const from = now();
    for (const text of texts) compiled(text);
    return ((now() - from) * 1000) / kilobytes;
  };
  const measured = await sideBySide(
    9,
    perKilobyte(program, (text) => {
      if (compile({ file: 'bench.ol', text }).program === null)
        throw new Error('the program does not compile');
    }),
    perKilobyte(twin, (text) => {
      // V8 reads a function's body only when it is called.
      new Function('args', 'print', text)(['{"messageBody":"x","senderID":1}'], () => {});
    }),
  );
  return {
    what: 'compiling, per KB of source',
    unit: 'µs',
    ...measured,
    baselineName: 'V8, the same in JavaScript, called once',
    better: 'less',
  };
}

/** Milliseconds' worth of a first run: compile and run once, beside V8 doing the same. */
export async function coldRun(now: () => number): Promise<Row> {
  let next = 1_000_000;
  const argument = '{"messageBody":"Hello","senderID":2,"ownID":1,"recipientIDs":[1]}';
  const each = (run: (n: number) => void) => () => {
    const from = now();
    for (let i = 0; i < 100; i++) run(next++);
    return ((now() - from) * 1000) / 100;
  };
  const measured = await sideBySide(
    9,
    each((n) => {
      programOf({ file: 'bench.ol', text: program(n) }).run([argument], { start: 0, seed: 'bench' });
    }),
    each((n) => {
      new Function('args', 'print', twin(n))([argument], () => {});
    }),
  );
  return {
    what: 'a typical automation, cold: compiled and run once',
    unit: 'µs',
    ...measured,
    baselineName: 'V8, the same in JavaScript',
    better: 'less',
  };
}

/**
 * Heap that a program keeps between its runs, KiB: at rest, as caches keep most of theirs, or ready to run; beside a
 * function of the same in JavaScript, and at rest also beside what other engines keep of one. Each has run once.
 * `collect` empties the heap.
 */
export async function heapPerProgram(
  state: 'at rest' | 'ready to run',
  heapUsed: () => number,
  collect: () => void,
  peers: readonly Peer[],
): Promise<Row[]> {
  let next = 2_000_000;
  const perProgram = (make: (n: number) => unknown) => () => {
    collect();
    const before = heapUsed();
    const kept = Array.from({ length: programs }, () => make(next++));
    collect();
    const bytes = (heapUsed() - before) / programs / 1024;
    if (kept.length !== programs) throw new Error('nothing was kept');
    return bytes;
  };
  const atRest = state === 'at rest';
  const compared = atRest ? peers : [];
  const [mine, ...others] = await inTurn(5, [
    perProgram((n) => {
      const made = programOf({ file: 'bench.ol', text: Buffer.from(program(n)).toString() });
      made.run(['{"messageBody":"x","senderID":1}'], { start: 0, seed: 'bench' });
      if (atRest) made.rest();
      return made;
    }),
    perProgram((n) => {
      const made = new Function('args', 'print', twin(n));
      made(['{"messageBody":"x","senderID":1}'], () => {});
      return made;
    }),
    ...compared.map((peer) => () => peer.memory(20)),
  ]);
  const names = [
    'a function of the same in JavaScript',
    ...compared.map(({ name }) => `${name}, a context of its own`),
  ];
  return others.map((baseline, i) => ({
    what: `heap of a program ${state}`,
    unit: 'KiB',
    ours: mine!,
    baseline,
    baselineName: names[i]!,
    better: 'less',
    ...(atRest && i === 0 ? { goal: { of: 'ours', atMost: 12 } } : {}),
  }));
}
