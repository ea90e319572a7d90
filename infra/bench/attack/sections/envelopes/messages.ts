import { randomUUID } from 'node:crypto';
import { all, holdsWhen, inProduct, type Attack } from '../../attack';
import { pause } from '../../client/pause';
import type { Person, Product } from '../../product/product';
import { answering, program, upload } from '../scripts/script-row';
import { deliver, inboxOf, inboxWith, send } from './delivery';

/** Makes so many people, one after the other. */
async function peopleOf(product: Product, count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let i = 0; i < count; i++) people.push(await product.person());
  return people;
}

const reply = (product: Product, { token }: Person) =>
  product.call('PUT', '/api/auto-reply', {
    token,
    json: { enabled: true, messageBody: 'away', minIntervalSeconds: 0 },
  });

/** A script that answers the sender. */
const ponging = ({ id }: Person) => answering({ action: 'forward', reply: [{ to: id, message: 'pong' }] });

/** What is switched on holds for messages that are accepted a second later. */
const isOn = () => pause(1_200);

/** Messages that would be there twice, for ever, for those who may not have them, or in the way of others. */
export const messages: readonly Attack[] = [
  {
    id: 'E10',
    tries: 'the same message twice, and with another text under its id',
    defence: 'a send is recorded under its sender and id, with a hash of its content',
    weakening: inProduct(['if (standing.contentHash !== contentHash) {', 'if (false) {']),
    async attempt(product) {
      const person = await product.person();
      const messageUid = randomUUID();
      const statuses: number[] = [];
      for (const text of ['one', 'one', 'two']) {
        statuses.push((await send(product, person, [person], text, messageUid)).status);
      }
      const bodies = (await inboxWith(product, person, 1)).map(({ messageBody }) => messageBody);
      return all([
        holdsWhen(statuses.join() === '202,202,409', `the answers were ${statuses.join(', ')}`),
        holdsWhen(bodies.join() === 'one', `the inbox has ${bodies.join(', ')}`),
      ]);
    },
  },
  {
    id: 'E11',
    tries: 'scripts and fixed replies of two people that answer each other',
    defence: 'what a program wrote reaches no program',
    weakening: inProduct([
      'if (message.envelope.fromAutoReply && stage.name !== lastStage) return',
      'if (false) return',
    ]),
    async attempt(product) {
      const [ada, bob] = await peopleOf(product, 2);
      for (const [one, other] of [
        [ada!, bob!],
        [bob!, ada!],
      ] as const) {
        await upload(product, one, ponging(other));
        await reply(product, one);
      }
      await isOn();
      await send(product, ada!, [bob!], 'begin');
      const bodies = (await inboxWith(product, ada!, 3)).map(({ messageBody }) => messageBody);
      return holdsWhen([...bodies].sort().join() === 'away,begin,pong', `the inbox has ${bodies.join(', ')}`);
    },
  },
  {
    id: 'E12',
    tries: 'a message to 257 people, and to somebody who is not there',
    defence: 'number of recipients; all of them must exist',
    weakening: inProduct(['if (!await deps.usersExist(recipientIds)) {', 'if (false) {']),
    async attempt(product) {
      const { token } = await product.person();
      const to = (recipientIds: number[]) =>
        product.call('POST', '/api/messages', { token, json: { messageBody: 'x', recipientIds } });
      const many = await to(Array.from({ length: 257 }, (_, i) => i + 1));
      const nobody = await to([2_000_000_000]);
      return holdsWhen(
        many.status === 400 && nobody.status === 400,
        `the answers were ${many.status}, ${nobody.status}`,
      );
    },
  },
  {
    id: 'E13',
    tries: 'one message that four scripts answer with twenty each',
    defence: 'fifty messages by scripts for one that a person wrote',
    weakening: inProduct(['.slice(0, limits.messagesByScripts)', '']),
    async attempt(product) {
      const [sender, ...others] = await peopleOf(product, 5);
      const answers = Array.from({ length: 20 }, (_, i) => ({ to: sender!.id, message: `answer ${i}` }));
      for (const other of others) {
        await upload(product, other, answering({ action: 'forward', reply: answers }));
      }
      await isOn();
      await send(product, sender!, others);
      const { length } = await inboxWith(product, sender!, 51);
      return holdsWhen(length === 51, `the inbox has ${length} messages`);
    },
  },
  {
    id: 'E14',
    tries: 'the same delivery twice, to each stage',
    defence: 'an inbox has a message once, by its sender and id; a script decides once',
    weakening: inProduct([
      'append: (userIds, message) => db.write(() => {',
      'append: (userIds, given) => db.write(() => { const message = { ...given, messageUid: crypto.randomUUID() };',
    ]),
    async attempt(product) {
      const [ada, bob] = await peopleOf(product, 2);
      const random = `random@Math()( d ); println@Console( "{\\"action\\":\\"forward\\",\\"reply\\":[{\\"to\\":${ada!.id},\\"message\\":\\"" + d + "\\"}]}" )()`;
      await upload(product, bob!, program(random));
      await isOn();
      for (const topic of ['router', 'auto-reply', 'jolie-exec']) {
        const of = { from: ada!, to: bob!, messageUid: randomUUID(), messageBody: topic };
        await deliver(product, topic, of);
        await deliver(product, topic, of);
      }
      // The sender has the three, and what the script answered the one that it saw.
      const [sent, got] = [await inboxWith(product, ada!, 4), await inboxOf(product, bob!)];
      return holdsWhen(
        sent.length === 4 && got.length === 4,
        `the sender has ${sent.length} messages, the recipient ${got.length}`,
      );
    },
  },
  {
    id: 'E15',
    tries: 'writing to somebody who blocked one, and learning that they did',
    defence: 'the router withholds it, and the sender is told the same',
    weakening: inProduct(['!withheld.has(id) && !blockers.has(id)', '!withheld.has(id)']),
    async attempt(product) {
      const [ada, bob, cy] = await peopleOf(product, 3);
      await product.call('PUT', `/api/blocks/${ada!.id}`, { token: bob!.token });
      const [blocked, other] = [await send(product, ada!, [bob!]), await send(product, ada!, [cy!])];
      const shapeOf = ({ status, json }: typeof blocked) => `${status} ${Object.keys(json).join()}`;
      // One that was under way when it was blocked: the stage before the last had seen no block.
      await deliver(product, 'router', { from: ada!, to: bob! });
      const [sent, got] = [await inboxWith(product, ada!, 3), await inboxOf(product, bob!)];
      return all([
        holdsWhen(got.length === 0, `${got.length} of them arrived`),
        holdsWhen(sent.length === 3, `the sender sees ${sent.length} of their three messages`),
        holdsWhen(shapeOf(blocked) === shapeOf(other), 'the answers differ'),
      ]);
    },
  },
  {
    id: 'E16',
    tries: 'a text of combining marks, one with NUL, markup of direction; half of a surrogate pair',
    defence: 'well-formed text is kept as it is, any other refused',
    weakening: inProduct(['if (fitsIn(value, limits.messageBodyBytes)) return null;', 'return null;']),
    async attempt(product) {
      const person = await product.person();
      const texts = [`a${'\u0301'.repeat(32_000)}`, 'a\0b', '\u202egnp.exe', '\ufeffa\u2028'];
      for (const text of texts) await send(product, person, [person], text);
      // JSON may spell it out, where UTF-8 can't.
      const { status } = await product.call('POST', '/api/messages', {
        token: person.token,
        body: `{"messageBody":"\\ud800","recipientIds":[${person.id}]}`,
        headers: { 'content-type': 'application/json' },
      });
      const bodies = (await inboxWith(product, person, texts.length)).map(({ messageBody }) => messageBody);
      return all([
        holdsWhen(status === 400, `half of a pair was answered with ${status}`),
        holdsWhen(
          bodies.length === texts.length && texts.every((text) => bodies.includes(text)),
          'a text is not as it was',
        ),
      ]);
    },
  },
  {
    id: 'E17',
    tries: 'a message of 64 KiB and a byte',
    defence: 'bytes of a text',
    weakening: inProduct(['if (fitsIn(value, limits.messageBodyBytes)) return null;', 'return null;']),
    async attempt(product) {
      const person = await product.person();
      const { status } = await send(product, person, [person], 'x'.repeat(64 * 1024 + 1));
      return holdsWhen(status === 413, `it was answered with ${status}`);
    },
  },
  {
    id: 'E18',
    tries: 'a script that costs all it may, for as many messages as are sent',
    defence: 'a script that took ten seconds of a minute rests for one',
    weakening: inProduct([
      'if (await store.spent(ownerId, target, since) <= spentMilliseconds) return;',
      'return;',
    ]),
    async attempt(product) {
      const [writer, owner] = await peopleOf(product, 2);
      await upload(product, owner!, 'main { while( true ) { x++ } }');
      await isOn();
      const outcomes = async () => {
        const { json } = await product.call('GET', '/api/runs?limit=200', { token: owner!.token });
        return (json['runs'] as { outcome: string; milliseconds: number }[]) ?? [];
      };
      // A run takes a hundredth of a second, or half a second, as the machine is: as many as it takes, within the minute.
      let spent = 0;
      let counted = 0;
      for (const until = Date.now() + 55_000; spent < 14_000 && Date.now() < until;) {
        for (let k = 0; k < 20; k++) await send(product, writer!, [owner!]);
        counted += 20;
        await inboxLength(product, owner!, counted);
        const runs = await outcomes();
        if (runs.some(({ outcome }) => outcome === 'suspended'))
          return { held: true, note: `after ${counted}` };
        spent += runs.slice(0, 20).reduce((sum, { milliseconds }) => sum + milliseconds, 0);
      }
      return holdsWhen(false, `it took ${(spent / 1000).toFixed(0)} s and did not rest`);
    },
  },
  {
    id: 'E19',
    tries: 'a message that is delivered to somebody who has deleted their account',
    defence: 'who is gone is remembered as such, and nothing is kept for them',
    weakening: inProduct(['return userIds.filter((userId) => !forgotten.has(userId));', 'return userIds;']),
    async attempt(product) {
      const [ada, bob] = await peopleOf(product, 2);
      const { status } = await product.call('DELETE', '/api/account', { token: bob!.token });
      await deliver(product, 'router', { from: ada!, to: bob! });
      const sent = await inboxWith(product, ada!, 1);
      const kept = await product.ask({ kind: 'inbox', userId: bob!.id });
      return all([
        holdsWhen(status === 204, `deleting it was answered with ${status}`),
        holdsWhen(sent.length === 1, 'the sender has not got it either'),
        holdsWhen(kept === 0, `${kept} messages were kept for them`),
      ]);
    },
  },
];

/** Waits until the inbox has so many messages; guarded. */
async function inboxLength(product: Product, { id }: Person, count: number): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if ((await product.ask({ kind: 'inbox', userId: id })) >= count) return;
    await pause(50);
  }
}
