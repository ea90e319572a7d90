import { holdsWhen, inProduct, inWorker, unless, type Attack } from '../../attack';
import { pause } from '../../client/pause';
import type { Person, Product } from '../../product/product';
import { answering, program, tryScript, upload } from './script-row';

/** What a program printed. */
const told = async (product: Product, person: Person, main: string) => {
  const { log } = await tryScript(product, person, program(main));
  return log.trim();
};

/** What a run has of the product around it, of other runs, and of the people on its message. */
export const runs: readonly Attack[] = [
  {
    id: 'J14',
    tries: '4,000 errors in one source, uploaded',
    defence: 'at most 50 are told',
    weakening: inWorker(['constructor(most = 50) {', 'constructor(most = 1e9) {']),
    async attempt(product) {
      const answer = await upload(product, await product.person(), 'main { x = @ }\n'.repeat(4_000));
      const found = answer.json['diagnostics'];
      const count = Array.isArray(found) ? found.length : -1;
      return holdsWhen(answer.status === 422 && count === 50, `${answer.status}, ${count} told`);
    },
  },
  {
    id: 'J51',
    tries: 'a script that answers with 21 different messages',
    defence: 'at most 20 messages a run, or none',
    weakening: inProduct(['if (byText.size > limits.run.messages) {', 'if (false) {']),
    async attempt(product) {
      const [person, sender] = [await product.person(), await product.person()];
      const reply = Array.from({ length: 21 }, (_, i) => ({ to: sender.id, message: String(i) }));
      const source = answering({ action: 'forward', reply });
      const { outcome } = await tryScript(product, person, source, { senderId: sender.id });
      return holdsWhen(outcome === 'bad-answer', `it ended as: ${outcome}`);
    },
  },
  {
    id: 'J52',
    tries: 'a line of output that looks like an entry of the log',
    defence: 'what a script prints never reaches the log',
    weakening: inProduct([
      'const result = resultOf(ended, ended.milliseconds);',
      'const result = resultOf(ended, ended.milliseconds); telemetry.log("INFO", result.output);',
    ]),
    async attempt(product) {
      const person = await product.person();
      const line = '{\\"severity\\":\\"CRITICAL\\",\\"message\\":\\"pwned\\"}';
      await told(product, person, `println@Console( "\\n${line}" )()`);
      const { log } = await product.ask({ kind: 'examine' });
      return holdsWhen(!log.includes('pwned'), 'it is in the log');
    },
  },
  {
    id: 'J59',
    tries: 'leaving a value for the next run, of the same source by somebody else',
    defence: 'each run has values of its own',
    weakening: inWorker(['global = new Value();', 'global = globalThis.shared ??= new Value();']),
    async attempt(product) {
      const leaves = 'println@Console( "[" + global.s + "]" )(); global.s = "secret"';
      const seen: string[] = [];
      for (let i = 0; i < 4; i++) seen.push(await told(product, await product.person(), leaves));
      return holdsWhen(
        seen.every((each) => each === '[]'),
        `it read ${seen.join(' ')}`,
      );
    },
  },
  {
    id: 'J60',
    tries: 'a clock to time other people’s secrets with',
    defence: 'a run’s clock begins at the message and goes on by its gas',
    weakening: inWorker([
      'getCurrentTimeMillis: (_, context) => nowOf(context),',
      'getCurrentTimeMillis: () => BigInt(Math.floor(performance.now() * 1000)),',
    ]),
    async attempt(product) {
      const person = await product.person();
      const timed = `getCurrentTimeMillis@Time()( a ); for( i = 0, i < 20000, i++ ) { nullProcess }; getCurrentTimeMillis@Time()( b ); println@Console( b - a )()`;
      const seen = new Set<string>();
      for (let i = 0; i < 5; i++) seen.add(await told(product, person, timed));
      return holdsWhen(seen.size === 1, `it measured ${[...seen].join(', ')} ms`);
    },
  },
  {
    id: 'J61',
    tries: 'a run that is not the same again',
    defence: 'the source of randomness is seeded, and the order of fields is defined',
    weakening: inProduct([
      'seed: `${input.senderId}/${messageUid}/',
      'seed: `${Math.random()}/${input.senderId}/${messageUid}/',
    ]),
    async attempt(product) {
      const person = await product.person();
      const other = await product.person();
      const source = program(
        'random@Math()( d ); println@Console( "{\\"action\\":\\"forward\\",\\"reply\\":[{\\"to\\":' +
          `${other.id},` +
          '\\"message\\":\\"" + d + "\\"}]}" )()',
      );
      await upload(product, person, source);
      await product.call('POST', '/api/messages', {
        token: other.token,
        json: { messageBody: 'x', recipientIds: [person.id] },
      });
      await pause(1_000);
      const seen = new Set<string>();
      for (let i = 0; i < 5; i++) {
        const answer = await product.call('POST', '/api/scripts/recv/replay', {
          token: person.token,
          json: { source, last: 1 },
        });
        seen.add(
          JSON.stringify((answer.json['replayed'] as { answer: unknown }[]).map(({ answer: made }) => made)),
        );
      }
      const [one = ''] = seen;
      return holdsWhen(seen.size === 1 && one.includes('messageBody'), `outcomes: ${[...seen].join(' ')}`);
    },
  },
  {
    id: 'J63',
    tries: 'a reply to somebody who is not on the message',
    defence: 'a script writes only to people on its message',
    weakening: inProduct(['if (!people.has(to)) {', 'if (false) {']),
    async attempt(product) {
      const [owner, stranger] = [await product.person(), await product.person()];
      const source = answering({ action: 'forward', reply: [{ to: stranger.id, message: 'spam' }] });
      const answer = await product.call('POST', '/api/scripts/recv/try', {
        token: owner.token,
        json: { source, message: { messageBody: 'x', senderId: owner.id, recipientIds: [owner.id] } },
      });
      const { messages } = answer.json['answer'] as { messages: unknown[] };
      return unless(messages.length === 0 ? null : 'the message would be sent');
    },
  },
];
