import { holdsWhen, inProduct, unless, type Attack } from '../../attack';
import { pause } from '../../client/pause';

/** Frames that say what they may not. */
export const frames: readonly Attack[] = [
  {
    id: 'W31',
    tries: 'frames of unknown kinds, with unknown fields, of wrong types',
    defence: 'each kind of frame has its fields, and no others',
    weakening: inProduct(['if (!rules.has(field)) return', 'if (false) return']),
    async attempt(product) {
      const client = await product.connect(await product.person());
      const texts = [
        '{"$type":"__proto__"}',
        '{"$type":"constructor"}',
        '{"$type":"Watch","users":[],"__proto__":{"a":1}}',
        '{"$type":"SendMessage","message":"x","destinationUsers":[1],"senderId":1}',
        '{"$type":"SendMessage","message":"x","destinationUsers":["1"]}',
        'null',
        '[]',
      ];
      for (const each of texts) client.socket.send(each);
      client.send({ $type: 'SendMessage', message: 'x', destinationUsers: [1] });
      await client.frame('Accepted');
      const rejected = client.frames.filter(({ $type }) => $type === 'Rejected').length;
      const accepted = client.frames.filter(({ $type }) => $type === 'Accepted').length;
      client.socket.terminate();
      return holdsWhen(
        rejected === texts.length && accepted === 1,
        `${rejected} of ${texts.length} were rejected, ${accepted} accepted`,
      );
    },
  },
  {
    id: 'W32',
    tries: 'another person’s cursor, one from the future, one whose seal or place was changed, one cut short',
    defence: 'cursors are sealed to their user, and what they name is compared with the inbox',
    weakening: inProduct(
      ['return genuine ? text : null;', 'return text;'],
      ['return entry !== void 0 && placeOf(entry) === place ? position : null;', 'return position;'],
    ),
    async attempt(product) {
      const [ada, bob] = [await product.person(), await product.person()];
      await product.call('POST', '/api/messages', {
        token: ada.token,
        json: { messageBody: 'x', recipientIds: [ada.id] },
      });
      await pause(500);
      const of = await product.connect(ada);
      const { cursor } = (await of.frame('Welcome'))!;
      of.socket.terminate();
      const client = await product.connect(bob);
      const own = (await client.frame('Welcome'))!.cursor;
      const inClear = (place: string) => Buffer.from(place).toString('base64url');
      const sealed = own.slice(0, own.indexOf('.') + 1);
      const tried = [
        cursor,
        cursor.slice(0, -4),
        `${Buffer.alloc(16).toString('base64url')}.${inClear('0')}`,
        sealed + inClear(`99/${ada.id}/5b0e3a0c-8f4f-4a53-9f5e-000000000001`),
        sealed + cursor.slice(cursor.indexOf('.') + 1),
        '',
      ];
      for (const after of tried) client.send({ $type: 'Resume', after });
      await client.frame('Rejected', undefined, 3_000);
      await pause(500);
      const rejected = client.frames.filter(
        (frame) => frame.$type === 'Rejected' && frame.problem.code === 'cursor',
      ).length;
      client.socket.terminate();
      return holdsWhen(rejected === tried.length, `${rejected} of ${tried.length} were refused`);
    },
  },
  {
    id: 'W33',
    tries: 'presence of a stranger, and typing to one',
    defence: 'only those who share a conversation hear of each other',
    weakening: inProduct([
      'return others.filter((id) => acquainted.has(id) &&',
      'return others.filter((id) =>',
    ]),
    async attempt(product) {
      const [ada, eve] = [await product.person(), await product.person()];
      const [watched, watcher] = [await product.connect(ada), await product.connect(eve)];
      watcher.send({ $type: 'Watch', users: [ada.id] });
      watcher.send({ $type: 'Typing', destinationUsers: [ada.id] });
      const [presence, typed] = await Promise.all([
        watcher.frame('Presence', undefined, 1_500),
        watched.frame('Typing', undefined, 1_500),
      ]);
      watched.socket.terminate();
      watcher.socket.terminate();
      return unless(presence !== null ? 'presence was told' : typed !== null ? 'typing was told' : null);
    },
  },
  {
    id: 'W34',
    tries: 'a message that claims a UUID of the product’s own kind',
    defence: 'a client’s messageUid is of version 4 or 7',
    weakening: inProduct([
      'var isClientUid = (text) => typeof text === "string" && clientUid.test(text);',
      'var isClientUid = (text) => typeof text === "string";',
    ]),
    async attempt(product) {
      const client = await product.connect(await product.person());
      client.send({
        $type: 'SendMessage',
        messageUid: '5b0e3a0c-8f4f-5a53-9f5e-6d3c1f1f7a10',
        message: 'x',
        destinationUsers: [1],
      });
      const rejected = await client.frame('Rejected');
      client.socket.terminate();
      return holdsWhen(rejected !== null, 'it was accepted');
    },
  },
];
