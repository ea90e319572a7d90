import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conversationOf, type ServerFrame } from '@parley/envelope';
import { eventually } from '@parley/ports/contract';
import {
  createCleanups,
  startScene,
  type Person,
  type Scene,
  type TestSocket,
} from './testing/running-server';
import { manualHeartbeats } from './testing/heartbeats';

const cleanups = createCleanups();
let scene: Scene;
let ada: Person;
let bob: Person;
let cyd: Person;
let stranger: Person;
beforeAll(async () => {
  scene = await startScene(cleanups, { sendsPerSecond: 10_000, sendBurst: 10_000, framesPerSecond: 10_000 });
  ada = await scene.person('ada');
  bob = await scene.person('bob');
  cyd = await scene.person('cyd');
  stranger = await scene.person('stranger');
  await send(ada, [bob, cyd], 'We know each other.');
  await send(ada, [bob], 'You and me.');
});
afterAll(() => cleanups.run());

const ids = (people: readonly Person[]) => people.map(({ id }) => id);
async function send(from: Person, to: readonly Person[], messageBody: string): Promise<string> {
  const answer = await scene.call('POST', '/api/messages', {
    token: from.token,
    json: { messageBody, recipientIds: ids(to) },
  });
  expect(answer.status).toBe(202);
  return String(answer.json['messageUid']);
}
const conversation = (...people: Person[]) => conversationOf(people[0]!.id, ids(people.slice(1)));

/** Frames come in their order: what stands before the echo of a message of one's own has come, or never will. */
async function settled(socket: TestSocket, who: Person): Promise<readonly ServerFrame[]> {
  const messageUid = await send(who, [who], 'settled?');
  await socket.frame('ReceiveMessage', (frame) => frame.messageUid === messageUid);
  return socket.frames;
}
const ofType = (frames: readonly ServerFrame[], ...types: string[]) =>
  frames.filter(({ $type }) => types.includes($type));

describe('typing', () => {
  it('is passed on to those who share a conversation and are here, and to nobody else', async () => {
    const [from, to, other] = [
      await scene.connect(ada),
      await scene.connect(bob),
      await scene.connect(stranger),
    ];
    from.send({ $type: 'Typing', destinationUsers: ids([bob, stranger]) });
    expect(await to.frame('Typing')).toEqual({
      $type: 'Typing',
      userId: ada.id,
      conversation: conversation(ada, bob, stranger),
    });
    expect(ofType(await settled(other, stranger), 'Typing')).toEqual([]);
    expect(ofType(await settled(from, ada), 'Typing')).toEqual([]);
  });

  it('more than once in three seconds is dropped without a word', async () => {
    const [from, to] = [await scene.connect(ada), await scene.connect(bob)];
    for (let i = 0; i < 5; i++) from.send({ $type: 'Typing', destinationUsers: [bob.id] });
    await to.frame('Typing');
    await settled(from, ada);
    expect(ofType(await settled(to, bob), 'Typing')).toHaveLength(1);
    expect(ofType(from.frames, 'Rejected')).toEqual([]);
  });
});

describe('reading', () => {
  it('is stored, and told to the people of the conversation and to one’s own other sessions', async () => {
    const messageUid = await send(ada, [bob], 'Read me.');
    const [reader, elsewhere, writer] = [
      await scene.connect(bob),
      await scene.connect(bob),
      await scene.connect(ada),
    ];
    const unread = async () => {
      const { json } = await scene.call('GET', '/api/conversations', { token: bob.token });
      const list = json['conversations'] as { conversation: string; unread: number }[];
      return list.find((each) => each.conversation === conversation(ada, bob))!.unread;
    };
    expect(await unread()).toBeGreaterThan(0);
    const frame = { $type: 'Read', conversation: conversation(ada, bob), messageUid } as const;
    reader.send(frame);
    expect(await writer.frame('Read')).toEqual({ ...frame, userId: bob.id });
    expect(await elsewhere.frame('Read')).toEqual({ ...frame, userId: bob.id });
    expect(await unread()).toBe(0);

    reader.send(frame);
    await settled(reader, bob);
    expect(ofType(await settled(writer, ada), 'Read')).toHaveLength(1);
  });

  it('of a message that one has not got is refused', async () => {
    const messageUid = await send(ada, [bob], 'Not for strangers.');
    const socket = await scene.connect(stranger);
    socket.send({ $type: 'Read', conversation: conversation(ada, bob), messageUid });
    expect((await socket.frame('Rejected')).problem.code).toBe('unknown-message');
  });
});

describe('delivery', () => {
  it('is told to the sender for each recipient who is here, and for one who comes back and resumes', async () => {
    const [sender, here] = [await scene.connect(ada), await scene.connect(bob)];
    const away = await scene.connect(cyd);
    const { cursor } = await away.frame('Welcome');
    away.socket.terminate();
    await away.closed;
    const messageUid = await send(ada, [bob, cyd], 'Who is here?');
    await here.frame('ReceiveMessage', (frame) => frame.messageUid === messageUid);
    expect(await sender.frame('Delivered', (frame) => frame.messageUid === messageUid)).toMatchObject({
      userId: bob.id,
    });
    expect(ofType(await settled(sender, ada), 'Delivered')).toHaveLength(1);
    const back = await scene.connect(cyd);
    back.send({ $type: 'Resume', after: cursor });
    await sender.frame('Delivered', (frame) => frame.userId === cyd.id && frame.messageUid === messageUid);
  });
});

describe('presence', () => {
  it('is told at once to who watches, and again whenever it changes', async () => {
    const friend = await scene.person('friend');
    await send(friend, [ada], 'We know each other, too.');
    const watcher = await scene.connect(ada);
    watcher.send({ $type: 'Watch', users: [friend.id] });
    await settled(watcher, ada);
    const [first, second] = [await scene.connect(friend), await scene.connect(friend)];
    await watcher.frame('Presence', ({ online }) => online);
    first.socket.close();
    await first.closed;
    expect(ofType(await settled(watcher, ada), 'Presence')).toHaveLength(1);
    second.socket.close();
    const gone = await watcher.frame('Presence', ({ online }) => !online);
    expect(gone).toMatchObject({ userId: friend.id });
    expect(Date.parse(gone.since)).toBeLessThanOrEqual(Date.now());
    const late = await scene.connect(ada);
    late.send({ $type: 'Watch', users: [friend.id] });
    expect(await late.frame('Presence')).toEqual(gone);
  });

  it('of a stranger, or of somebody who is not watched any more, is nobody’s business', async () => {
    const watcher = await scene.connect(stranger);
    watcher.send({ $type: 'Watch', users: ids([ada, bob]) });
    const [socket] = [await scene.connect(bob)];
    expect(ofType(await settled(watcher, stranger), 'Presence')).toEqual([]);
    const friend = await scene.connect(ada);
    friend.send({ $type: 'Watch', users: ids([bob]) });
    await friend.frame('Presence', (frame) => frame.userId === bob.id && frame.online);
    friend.send({ $type: 'Watch', users: [] });
    await settled(friend, ada);
    socket.socket.terminate();
    await socket.closed;
    expect(ofType(await settled(friend, ada), 'Presence')).toHaveLength(1);
  });

  it('given a relay that died without a word, then its people are gone within two heartbeats', async () => {
    const own = createCleanups();
    try {
      const { clock, beat } = manualHeartbeats();
      const other = await startScene(own, { clock });
      const [one, two] = [await other.person('one'), await other.person('two')];
      await other.call('POST', '/api/messages', {
        token: one.token,
        json: { messageBody: 'x', recipientIds: [two.id] },
      });
      const { store } = other.server.embedded;
      await store.putLease('dead', Date.now() + 1_000_000);
      await store.putSession({ sessionId: 'dead', userId: two.id, relayId: 'dead' }, Date.now());
      const watcher = await other.connect(one);
      await eventually(async () => (await store.acquainted(one.id, [two.id])).size === 1);
      watcher.send({ $type: 'Watch', users: [two.id] });
      await watcher.frame('Presence', ({ online }) => online);
      await store.putLease('dead', Date.now() - 1);
      beat();
      await watcher.frame('Presence', ({ online }) => !online);
    } finally {
      await own.run();
    }
  });
});

describe('a person who is blocked', () => {
  it('reaches the blocker in no way, learns nothing of it, and everybody else as before', async () => {
    const own = createCleanups();
    try {
      const other = await startScene(own, { sendsPerSecond: 10_000, sendBurst: 10_000 });
      const [eve, max, lea] = [
        await other.person('eve'),
        await other.person('max'),
        await other.person('lea'),
      ];
      const say = (from: Person, to: Person[], messageBody: string) =>
        other.call('POST', '/api/messages', {
          token: from.token,
          json: { messageBody, recipientIds: ids(to) },
        });
      await say(eve, [max, lea], 'before');
      await other.call('PUT', '/api/auto-reply', {
        token: max.token,
        json: { enabled: true, messageBody: 'away', minIntervalSeconds: 0 },
      });
      expect((await other.call('PUT', `/api/blocks/${eve.id}`, { token: max.token })).status).toBe(204);
      expect((await other.call('GET', '/api/blocks', { token: max.token })).json['users']).toEqual([
        { id: eve.id, username: 'eve' },
      ]);
      const [blocked, blocker, third] = [
        await other.connect(eve),
        await other.connect(max),
        await other.connect(lea),
      ];
      blocked.send({ $type: 'Watch', users: [max.id] });
      blocked.send({ $type: 'Typing', destinationUsers: ids([max, lea]) });
      await third.frame('Typing');
      expect((await say(eve, [max, lea], 'after')).status).toBe(202);
      await third.frame('ReceiveMessage', ({ msg }) => msg === 'after');
      await blocked.frame('Delivered', ({ userId }) => userId === lea.id);
      await say(lea, [max], 'the last');
      await blocker.frame('ReceiveMessage', ({ msg }) => msg === 'the last');
      expect(ofType(blocker.frames, 'Typing')).toEqual([]);
      expect(
        blocker.frames.filter((frame) => frame.$type === 'ReceiveMessage' && frame.userId === eve.id),
      ).toEqual([]);
      expect(
        blocked.frames.filter((frame) => frame.$type === 'Delivered' && frame.userId === max.id),
      ).toEqual([]);
      expect(
        blocked.frames.filter((frame) => frame.$type === 'ReceiveMessage' && frame.fromAutoReply),
      ).toEqual([]);
      expect(ofType(blocked.frames, 'Presence')).toEqual([]);

      await other.call('DELETE', `/api/blocks/${eve.id}`, { token: max.token });
      await say(eve, [max], 'again');
      await blocker.frame('ReceiveMessage', ({ msg }) => msg === 'again');
    } finally {
      await own.run();
    }
  });
});
