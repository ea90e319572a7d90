import { defaultLimits, type Outcome, type PlainTree } from '../index';
import { inTurn, sideBySide, type Samples } from './measure';
import type { Peer } from './peer';
import type { Row } from './table';
import { programOf } from './tier';

const bodies = [
  'Hello, I need HELP with my account please!',
  'What is the price of the blue one, in euro?',
  'I want to ORDER 3 pieces today, can you do it?',
  'Many thanks, see you tomorrow morning',
  'Just saying hi to everybody in the room',
];

/** What a call of the automation sends. */
export const message = (k: number) => ({
  senderId: k,
  recipientIds: [1, 2, 3],
  body: bodies[k % bodies.length]!,
});

/** What automation-service.ol does, as a person would write it in JavaScript: an expression, a function. */
export const twin = `(function onMessage(msg) {
  const low = msg.body.toLowerCase();
  const isHelp = low.includes('help');
  const isPrice = low.includes('price');
  const isOrder = low.includes('order');
  const isThanks = low.includes('thanks');
  const words = low.replace(/[^a-z0-9 ]/g, '').split(' ');
  const rule = isHelp ? 'help' : isPrice ? 'price' : isOrder ? 'order' : isThanks ? 'thanks' : 'default';
  let out = '[' + rule + '] from ' + msg.senderId + ' to ' + msg.recipientIds.length + ':';
  for (let i = 0; i < 10; i++) out += i < words.length ? ' ' + i + '=' + words[i] : ' ' + i;
  return { body: out };
})`;

type Twin = (message: PlainTree) => { readonly body: string };
const made = (text: string) => new Function(`return ${text}`)() as Twin;

const host = { start: 0, seed: 'bench' };
const called = (k: number) => ({ call: { operation: 'onMessage', request: message(k) } });

function bodyOf(outcome: Outcome): string {
  if (outcome.kind !== 'finished') throw new Error(`the automation ended with ${outcome.kind}`);
  return (outcome.response as { readonly body: string }).body;
}

/** One more program of the same, which no one has seen before. */
export const another = (source: string, n: number) => source.replaceAll('help', `help${n}`);

/** What the official interpreter 1.13.5 did with `calls.ol` on a machine of this kind, on another day: calls/s. */
const official: Samples = { median: 4_546, lowest: 4_546, highest: 4_546 };

/**
 * The rows of a typical automation as a service, `automation-service.ol`: warm, cold, after a rest, and by calls from
 * another program (`calls.ol`). To be run after `runOthers`.
 */
export async function automationRows(
  source: string,
  callsSource: string,
  now: () => number,
  peers: readonly Peer[],
): Promise<Row[]> {
  return [
    ...(await warm(source, now, peers)),
    ...(await cold(source, now, peers)),
    await afterRest(source, now),
    ...(await calls(source, callsSource, now)),
  ];
}

async function warm(source: string, now: () => number, peers: readonly Peer[]): Promise<Row[]> {
  const program = programOf({ file: 'automation-service.ol', text: source });
  const plain = made(twin);
  const ours = (k: number) => bodyOf(program.run([], host, defaultLimits, called(k)));
  for (let k = 0; k < bodies.length; k++)
    if (ours(k) !== plain(message(k)).body) throw new Error('the automation and its twin disagree');
  let length = 0;
  const time = (runs: number, run: (k: number) => string) => () => {
    const from = now();
    for (let k = 0; k < runs; k++) length += run(k).length;
    return ((now() - from) * 1000) / runs;
  };
  // As many as take each some tenth of a second: of a shorter turn, what the machine does beside is too large a part.
  const [mine, ...others] = await inTurn(15, [
    time(10_000, ours),
    time(60_000, (k) => plain(message(k)).body),
    ...peers.map((peer) => () => peer.warm(100)),
  ]);
  if (length === 0) throw new Error('nothing was answered');
  const what = 'an automation as a service, warm, a fresh state each';
  const names = ['plain JavaScript', ...peers.map(({ name }) => `${name}, a fresh context each`)];
  return others.map((baseline, i) => ({
    what,
    unit: 'µs',
    ours: mine!,
    baseline,
    baselineName: names[i]!,
    better: 'less',
    ...(i === 0 ? { goal: { of: 'ratio', atMost: 4 } } : {}),
  }));
}

/** Programs after which V8 has compiled the compiler, and a cold start takes what it will. */
const untilWarm = 6_000;

/** A cold start as a young process meets it, whose compiler V8 still interprets, and as one does that has compiled many. */
async function cold(source: string, now: () => number, peers: readonly Peer[]): Promise<Row[]> {
  if (peers.length === 0) return [];
  let next = 0;
  const start = (programs: number) => {
    const from = now();
    for (let i = 0; i < programs; i++) {
      const n = next++;
      const program = programOf({ file: 'automation-service.ol', text: another(source, n) });
      bodyOf(program.run([], host, defaultLimits, called(n)));
    }
    return ((now() - from) * 1000) / programs;
  };
  const measure = async (
    rounds: number,
    programs: number,
    when: string,
    hasGoals: boolean,
  ): Promise<Row[]> => {
    const [mine, ...others] = await inTurn(rounds, [
      () => start(programs),
      ...peers.map((peer) => () => peer.cold(50)),
    ]);
    return others.map((baseline, i): Row => {
      const { name, coldGoal } = peers[i]!;
      return {
        what: `the same, cold: from its source to its first answer, ${when}`,
        unit: 'µs',
        ours: mine!,
        baseline,
        baselineName: `${name}, the same in JavaScript`,
        better: 'less',
        ...(hasGoals && coldGoal !== undefined ? { goal: { of: 'ratio', atMost: coldGoal } } : {}),
      };
    });
  };
  const young = await measure(5, 200, 'one of the first thousand', false);
  start(untilWarm);
  return [...young, ...(await measure(15, 600, `after ${untilWarm.toLocaleString('en')} others`, true))];
}

async function afterRest(source: string, now: () => number): Promise<Row> {
  let next = 1_000_000;
  const rested = () =>
    Array.from({ length: 200 }, () => {
      const program = programOf({ file: 'automation-service.ol', text: another(source, next++) });
      program.run([], host, defaultLimits, called(0));
      program.rest();
      return program;
    });
  const warmed = programOf({ file: 'automation-service.ol', text: source });
  const time = (programs: readonly { run: typeof warmed.run }[]) => {
    const from = now();
    programs.forEach((program, k) => bodyOf(program.run([], host, defaultLimits, called(k))));
    return ((now() - from) * 1000) / programs.length;
  };
  const measured = await sideBySide(
    9,
    () => time(rested()),
    () => time(Array.from({ length: 200 }, () => warmed)),
  );
  const what = 'the same, the first run after a rest';
  return { what, unit: 'µs', ...measured, baselineName: 'a run of one that is awake', better: 'less' };
}

async function calls(source: string, callsSource: string, now: () => number): Promise<Row[]> {
  const modules = new Map([['automation-service.ol', source]]);
  const program = programOf({ file: 'calls.ol', text: callsSource, modules }, { hotAfter: 0 });
  const plain = made(twin);
  const limits = { ...defaultLimits, gas: 2e9, milliseconds: 60_000 };
  let length = 0;
  const perSecond = (count: number, run: () => void) => () => {
    const from = now();
    run();
    return count / ((now() - from) / 1000);
  };
  const measured = await sideBySide(
    9,
    perSecond(20_000, () => {
      const { kind } = program.run(['20000'], host, limits);
      if (kind !== 'finished') throw new Error(`the calls ended with ${kind}`);
    }),
    perSecond(100_000, () => {
      for (let k = 0; k < 100_000; k++) length += plain(message(k)).body.length;
    }),
  );
  if (length === 0) throw new Error('nothing was answered');
  const what = 'the same, called over a local port';
  const row = { what, unit: 'calls/s', better: 'more' } as const;
  return [
    {
      ...row,
      ours: measured.ours,
      baseline: official,
      baselineName: 'the official interpreter, recorded on another day',
      goal: { of: 'ratio', atLeast: 20 },
    },
    { ...row, ...measured, baselineName: 'calls in plain JavaScript' },
  ];
}
