import { defaultLimits } from '../index';
import { sideBySide } from './measure';
import type { Row } from './table';
import { programOf } from './tier';

const bodies = [
  'Hello, I need HELP with my account please!',
  'What is the price of the blue one, in euro?',
  'I want to ORDER 3 pieces today, can you do it?',
  'Many thanks, see you tomorrow morning',
  'Just saying hi to everybody in the room',
];

const argument = (k: number) =>
  JSON.stringify({ messageBody: bodies[k % bodies.length], ownID: 1, senderID: 2, recipientIDs: [1, 3, 4] });

/** What automation.ol does, as a person would write it in JavaScript. */
function plain(argument: string): string {
  const message = JSON.parse(argument) as { messageBody: string; senderID: number; recipientIDs: number[] };
  const low = message.messageBody.toLowerCase();
  const rule = ['help', 'price', 'order', 'thanks'].find((word) => low.includes(word)) ?? 'default';
  const words = low.replace(/[^a-z0-9 ]/g, '').split(' ');
  let out = `[${rule}] from ${message.senderID} to ${message.recipientIDs.length}:`;
  for (let i = 0; i < 10; i++) out += i < words.length ? ` ${i}=${words[i]}` : ` ${i}`;
  return JSON.stringify({ action: 'forward', reply: [{ to: message.senderID, message: out }] }) + '\n';
}

/** Time per run of a typical automation, compiled and warm, a fresh state each, beside plain JavaScript. */
export async function typicalAutomation(source: string, now: () => number): Promise<Row> {
  const program = programOf({ file: 'automation.ol', text: source });
  const ours = (k: number) => {
    const outcome = program.run([argument(k)], { start: 0, seed: 'bench' }, defaultLimits);
    return outcome.output;
  };
  for (let k = 0; k < bodies.length; k++) {
    if (ours(k) !== plain(argument(k))) throw new Error(`the script and its plain twin disagree: ${ours(k)}`);
  }
  const time = (run: (k: number) => string, runs: number) => () => {
    const from = now();
    for (let k = 0; k < runs; k++) run(k);
    return ((now() - from) * 1000) / runs;
  };
  const measured = await sideBySide(
    9,
    time(ours, 2_000),
    time((k) => plain(argument(k)), 20_000),
  );
  return {
    what: 'a typical automation as a program, JSON in and out, warm, one run',
    unit: 'µs',
    ...measured,
    baselineName: 'plain JavaScript',
    better: 'less',
  };
}
