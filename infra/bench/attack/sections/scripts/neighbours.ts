import { quantile } from '@parley/jolie/bench';
import { all, holdsWhen, inProduct, type Attack } from '../../attack';
import { pause, within } from '../../client/pause';
import type { Person, Product } from '../../product/product';
import { answering, upload } from './script-row';
import { without } from './without';

const forwarding = answering({ action: 'forward' });
const endless = 'main { while( true ) { x++ } }';

/** Hostile scripts that are under way at any time, of so many people. */
const hostile = 100;
const hostilePeople = 10;
const messages = 40;
/** Hostile scripts that may end while a message is under way: who waits behind them waits for most of them. */
const mayEnd = 20;
/** What all scripts of one message may take (`limits.scriptsOfMessageMilliseconds`), and as much again for the rest, ms. */
const longest = 10_000;

const hostileTrial = (product: Product, { id, token }: Person, source = endless) =>
  product.call('POST', '/api/scripts/recv/try', {
    token,
    json: { source, message: { messageBody: 'x', senderId: id, recipientIds: [id] } },
  });

/** Trials that never cease, until they are told to. */
function hostility(product: Product, people: readonly Person[]) {
  let goesOn = true;
  let ended = 0;
  const outcomes = new Set<string>();
  const tryOn = async (person: Person) => {
    while (goesOn) {
      const { status, json } = await hostileTrial(product, person);
      outcomes.add(status === 200 ? String(json['outcome']) : String(status));
      ended++;
    }
  };
  const all = Array.from({ length: hostile }, (_, i) => tryOn(people[i % people.length]!));
  return {
    ended: () => ended,
    /** How they ended: a trial whose turn does not come in time is told so. */
    async cease(): Promise<readonly string[]> {
      goesOn = false;
      await Promise.all(all);
      return [...outcomes].filter((outcome) => !['limit', 'unavailable', '503'].includes(outcome));
    },
  };
}

/** Milliseconds from sending to `ReceiveMessage` at the recipient, whose script looks at each message, and how far a count went on meanwhile; both ascending. */
async function latencies(
  product: Product,
  sender: Person,
  recipient: Person,
  count: () => number,
): Promise<{ readonly times: number[]; readonly counts: number[] }> {
  const client = await product.connect(recipient);
  // A client that does not resume is let wait a second for it.
  client.send({ $type: 'Resume', after: null });
  const [times, counts]: [number[], number[]] = [[], []];
  try {
    for (let i = 0; i < messages; i++) {
      const [began, counted] = [performance.now(), count()];
      const { json } = await product.call('POST', '/api/messages', {
        token: sender.token,
        json: { messageBody: `message ${i}`, recipientIds: [recipient.id] },
      });
      const uid = json['messageUid'];
      const found = await client.frame('ReceiveMessage', (frame) => frame.messageUid === uid, 2 * longest);
      times.push(found === null ? Infinity : performance.now() - began);
      counts.push(count() - counted);
      if (found === null) break;
    }
    return { times: times.sort((a, b) => a - b), counts: counts.sort((a, b) => a - b) };
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
    defence:
      'trials have workers of their own: messages do not wait for them, and no script of theirs is left out',
    weakening: inProduct(['createTrials({ runner: trialRunner,', 'createTrials({ runner,']),
    async attempt(product) {
      const [ada, bob] = [await product.person(), await product.person()];
      await upload(product, bob, forwarding);
      // What is switched on holds for messages that are accepted a second later.
      await pause(1_200);
      const quiet = await latencies(product, ada, bob, () => 0);
      const crowd: Person[] = [];
      for (let i = 0; i < hostilePeople; i++) crowd.push(await product.person());
      const hostiles = hostility(product, crowd);
      const meanwhile = await latencies(product, ada, bob, hostiles.ended);
      const wrong = await hostiles.cease();
      const { json } = await product.call('GET', '/api/runs?limit=200', { token: bob.token });
      const runs = json['runs'] as { readonly outcome: string; readonly reason: string }[];
      const failed = runs.find(({ outcome }) => outcome !== 'answered');
      const waited = quantile(meanwhile.counts, 0.5);
      const note = `p50/p99 quiet ${figures(quiet.times)}, meanwhile ${figures(meanwhile.times)}; while a message was under way ${waited} of them ended`;
      return all([
        holdsWhen(
          meanwhile.times.at(-1)! <= longest,
          `a message took longer than ${longest / 1000} s (${note})`,
          note,
        ),
        holdsWhen(waited < mayEnd, `messages waited for hostile scripts (${note})`),
        holdsWhen(
          runs.length === 2 * messages,
          `only ${runs.length} of ${2 * messages} messages met the script`,
        ),
        holdsWhen(failed === undefined, `a script of theirs ended as: ${failed?.reason}`),
        holdsWhen(wrong.length === 0, `hostile scripts ended as ${wrong.join(', ')}`),
      ]);
    },
  },
  {
    id: 'J65',
    tries: 'an engine that never comes back: its own limits are taken away first',
    defence: 'the worker is killed at its deadline, and replaced',
    broken: without('gas'),
    weakening: inProduct(['milliseconds: milliseconds + grace', 'milliseconds: 1e8']),
    async attempt(product) {
      const [victim, other] = [await product.person(), await product.person()];
      const ended = (work: Promise<{ json: Readonly<Record<string, unknown>> }>) =>
        within(
          2 * longest,
          work.then(({ json }) => `${String(json['outcome'])} ${String(json['reason'])}`),
        );
      const stuck = await ended(hostileTrial(product, victim));
      if (stuck === null) return holdsWhen(false, `it had not ended after ${(2 * longest) / 1000} s`);
      const next = await ended(hostileTrial(product, other, forwarding));
      return holdsWhen(
        /longer than/.test(stuck) && next?.startsWith('answered') === true,
        `it ended as: ${stuck}; the next as: ${next}`,
      );
    },
  },
];
