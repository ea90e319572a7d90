import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import path from 'node:path';
import { all, holdsWhen, inProduct, notSeparable, type Attack, type Section } from '../attack';
import type { Product } from '../product/product';

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Puts a text on a stage's topic, as somebody could who got hold of the broker; whether it was put aside. */
async function isPutAside(product: Product, topic: string, data: string): Promise<boolean> {
  const before = await product.ask({ kind: 'dead-letters' });
  await product.ask({ kind: 'publish', topic, data, attributes: {} });
  for (let waited = 0; waited < 5_000; waited += 50) {
    if ((await product.ask({ kind: 'dead-letters' })) > before) return true;
    await pause(50);
  }
  return false;
}

const envelope = (change: object = {}) =>
  JSON.stringify({
    messageUid: randomUUID(),
    sessionId: randomUUID(),
    messageBody: 'x',
    senderId: 1,
    recipientIds: [1],
    fromAutoReply: false,
    eventDestinations: ['router'],
    ...change,
  });

const poison: readonly (readonly [id: string, tries: string, data: () => string])[] = [
  ['E01', 'a text that is no JSON, on a topic', () => 'x'],
  ['E02', 'JSON that is no object', () => '[]'],
  ['E03', 'an envelope with a field more', () => envelope({ hops: -1 })],
  ['E04', 'an envelope with a field less', () => envelope({ senderId: undefined })],
  [
    'E05',
    'an envelope whose slip names stages that are over',
    () => envelope({ eventDestinations: ['jolie-exec', 'router'] }),
  ],
  ['E06', 'an envelope with a recipient twice', () => envelope({ recipientIds: [1, 1] })],
  ['E07', 'an envelope beside which no attributes came', () => envelope()],
];

const poisonRows = poison.map(([id, tries, data]): Attack => ({
  id,
  tries,
  defence: 'deliveries are read strictly; poison is put aside at once',
  weakening: inProduct([
    'await publisher.publish(deadLetterTopic, deadLetterOf(stage.name, event, read.reason));',
    '',
  ]),
  attempt: async (product) => holdsWhen(await isPutAside(product, 'router', data()), 'it was not put aside'),
}));

const inboxOf = async (product: Product, token: string) =>
  (await product.call('GET', '/api/messages', { token })).json['messages'] as {
    readonly messageBody: string;
    readonly messageUid: string;
  }[];

const more: readonly Attack[] = [
  {
    id: 'E10',
    tries: 'the same message twice, and with another text under its id',
    defence: 'a send is recorded under its sender and id, with a hash of its content',
    weakening: inProduct(['if (standing.contentHash !== contentHash) {', 'if (false) {']),
    async attempt(product) {
      const { id, token } = await product.person();
      const messageUid = randomUUID();
      const send = (messageBody: string) =>
        product.call('POST', '/api/messages', {
          token,
          json: { messageUid, messageBody, recipientIds: [id] },
        });
      const statuses = [(await send('one')).status, (await send('one')).status, (await send('two')).status];
      await pause(1_000);
      const bodies = (await inboxOf(product, token)).map(({ messageBody }) => messageBody);
      return all([
        holdsWhen(statuses.join() === '202,202,409', `the answers were ${statuses.join(', ')}`),
        holdsWhen(bodies.join() === 'one', `the inbox has ${bodies.join(', ')}`),
      ]);
    },
  },
  {
    id: 'E11',
    tries: 'two fixed replies that answer each other',
    defence: 'what a program wrote reaches no program',
    weakening: inProduct([
      'if (message.envelope.fromAutoReply && stage.name !== lastStage) return',
      'if (false) return',
    ]),
    async attempt(product) {
      const [ada, bob] = [await product.person(), await product.person()];
      for (const { token } of [ada, bob]) {
        await product.call('PUT', '/api/auto-reply', {
          token,
          json: { enabled: true, messageBody: 'away', minIntervalSeconds: 0 },
        });
      }
      await product.call('POST', '/api/messages', {
        token: ada.token,
        json: { messageBody: 'begin', recipientIds: [bob.id] },
      });
      await pause(2_500);
      const count = (await inboxOf(product, ada.token)).length;
      return holdsWhen(count === 2, `the inbox has ${count} messages`);
    },
  },
  {
    id: 'E12',
    tries: 'a message to 257 people, and to somebody who is not there',
    defence: 'number of recipients; all of them must exist',
    weakening: inProduct(['if (!await deps.usersExist(recipientIds)) {', 'if (false) {']),
    async attempt(product) {
      const { token } = await product.person();
      const send = (recipientIds: number[]) =>
        product.call('POST', '/api/messages', { token, json: { messageBody: 'x', recipientIds } });
      const [many, nobody] = [
        await send(Array.from({ length: 257 }, (_, i) => i + 1)),
        await send([2_000_000_000]),
      ];
      return holdsWhen(
        many.status === 400 && nobody.status === 400,
        `the answers were ${many.status}, ${nobody.status}`,
      );
    },
  },
  {
    id: 'S01',
    tries: 'reading the data as another user of the machine',
    defence: 'the folder and the keys are their owner’s alone',
    weakening: inProduct(['mode: 448', 'mode: 511']),
    async attempt(product) {
      const modes = [product.directory, path.join(product.directory, 'session-keys')]
        .filter((file) => statSync(file, { throwIfNoEntry: false }) !== undefined)
        .map((file) => statSync(file).mode & 0o077);
      return holdsWhen(
        modes.length > 0 && modes.every((mode) => mode === 0),
        `others may: ${modes.map((mode) => mode.toString(8)).join(', ')}`,
      );
    },
  },
  {
    id: 'S02',
    tries: 'a version of a script that is the name of a file',
    defence: 'versions are names that the product made',
    weakening: notSeparable('versions are looked up in the database before a file is'),
    async attempt(product) {
      const { token } = await product.person();
      const names = ['..%2f..%2fsession-keys', '..', '%2e%2e', 'a%2fb', '__proto__', '%00'];
      const reached: string[] = [];
      for (const name of names) {
        const { status } = await product.call('GET', `/api/scripts/recv/versions/${name}`, { token });
        if (status !== 404 && status !== 400) reached.push(`${name} ${status}`);
      }
      return holdsWhen(reached.length === 0, reached.join(', '));
    },
  },
];

export const envelopes: Section = { name: 'envelopes', attacks: [...poisonRows, ...more] };
