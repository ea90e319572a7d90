import { quantile } from '@parley/jolie/bench';
import { holdsWhen, inProduct, inWorker, unless, type Attack } from '../attack';
import type { Person, Product } from '../product/product';

const answering = `from console import Console
service Main { embed Console as Console main { println@Console( "{\\"action\\":\\"forward\\"}" )() } }`;
const endless = 'main { while( true ) { x++ } }';

/** Hostile scripts that run at once, of so many people. */
const hostile = 100;
const hostilePeople = 10;
const messages = 40;
/** What all scripts of one message may take (`limits.scriptsOfMessageMilliseconds`), and as much again for the rest, ms. */
const longest = 10_000;

const hostileTrial = (product: Product, { id, token }: Person, source = endless) =>
  product.call('POST', '/api/scripts/recv/try', {
    token,
    json: { source, message: { messageBody: 'x', senderId: id, recipientIds: [id] } },
  });

/** Milliseconds from sending to `ReceiveMessage` at the recipient, whose script looks at each message; ascending. */
async function latencies(
  product: Product,
  sender: Person,
  recipient: Person,
  count: number,
): Promise<number[]> {
  const client = await product.connect(recipient);
  // A client that does not resume is let wait a second for it.
  client.send({ $type: 'Resume', after: null });
  const times: number[] = [];
  try {
    for (let i = 0; i < count; i++) {
      const began = performance.now();
      const { json } = await product.call('POST', '/api/messages', {
        token: sender.token,
        json: { messageBody: `message ${i}`, recipientIds: [recipient.id] },
      });
      const uid = json['messageUid'];
      const found = await client.frame('ReceiveMessage', (frame) => frame.messageUid === uid, 2 * longest);
      times.push(found === null ? Infinity : performance.now() - began);
      if (found === null) break;
    }
    return times.sort((a, b) => a - b);
  } finally {
    client.socket.terminate();
  }
}

const figures = (times: readonly number[]) =>
  `${quantile(times, 0.5).toFixed(0)}/${quantile(times, 0.99).toFixed(0)} ms`;

/** What hostile scripts do to those who have nothing to do with them. */
export const neighbours: readonly Attack[] = [
  {
    id: 'J64',
    tries: `${hostile} endless scripts at once, tried by ${hostilePeople} people, while two others write`,
    defence: 'trials have workers of their own; messages do not wait for them',
    weakening: inProduct(['createTrials({ runner: trialRunner,', 'createTrials({ runner,']),
    async attempt(product) {
      const [ada, bob] = [await product.person(), await product.person()];
      await product.call('PUT', '/api/scripts/recv', {
        token: bob.token,
        body: answering,
        headers: { 'content-type': 'text/plain' },
      });
      // What is switched on holds for messages that are accepted a second later.
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      const quiet = await latencies(product, ada, bob, messages);
      const crowd = await Promise.all(Array.from({ length: hostilePeople }, () => product.person()));
      const trials = Array.from({ length: hostile }, (_, i) =>
        hostileTrial(product, crowd[i % hostilePeople]!),
      );
      const meanwhile = await latencies(product, ada, bob, messages);
      const ended = await Promise.all(trials);
      const note = `p50/p99 quiet ${figures(quiet)}, meanwhile ${figures(meanwhile)}`;
      const wrong = ended.find(({ json }) => json['outcome'] !== 'limit');
      return unless(
        meanwhile.at(-1)! > longest || meanwhile.length < messages
          ? `a message took longer than ${longest / 1000} s (${note})`
          : wrong === undefined
            ? null
            : `a hostile script ended as ${wrong.status} ${String(wrong.json['outcome'])}`,
        note,
      );
    },
  },
  {
    id: 'J65',
    tries: 'an engine that never comes back: its own limits are taken away first',
    defence: 'the worker is killed at its deadline, and replaced',
    broken: inWorker(
      ['if (-this.left > this.#beyond) {', 'if (false) {'],
      ['this.elapsed() > this.limits.milliseconds', 'false'],
    ),
    weakening: inProduct(['deadlineMilliseconds + grace', '1e8']),
    async attempt(product) {
      const [victim, other] = [await product.person(), await product.person()];
      const within = (work: Promise<{ json: Readonly<Record<string, unknown>> }>) =>
        Promise.race([
          work.then(({ json }) => `${String(json['outcome'])} ${String(json['reason'])}`),
          new Promise<null>((resolve) => setTimeout(() => resolve(null), 2 * longest)),
        ]);
      const stuck = await within(hostileTrial(product, victim));
      if (stuck === null) return holdsWhen(false, `it had not ended after ${(2 * longest) / 1000} s`);
      const next = await within(hostileTrial(product, other, answering));
      return holdsWhen(
        /longer than/.test(stuck) && next?.startsWith('answered') === true,
        `it ended as: ${stuck}; the next as: ${next}`,
      );
    },
  },
];
