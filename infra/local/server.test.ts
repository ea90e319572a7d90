import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { encodeAttributes, encodeEnvelope, conversationOf } from '@parley/envelope';
import { createCleanups, startScene, type Person } from './testing/running-server';

const cleanups = createCleanups();
afterEach(() => cleanups.run());

/** An outbound script that adds to the text, and an inbound one that answers the sender. */
const signature = `include "console.iol"
include "json_utils.iol"
main {
  getJsonValue@JsonUtils( args[0] )( message );
  answer.messageBody = message.messageBody + " -- Ada";
  getJsonString@JsonUtils( answer )( text );
  println@Console( text )()
}
`;
const thanks = `include "console.iol"
include "json_utils.iol"
main {
  getJsonValue@JsonUtils( args[0] )( message );
  println@Console( "got " + message.messageBody )();
  answer.action = "forward";
  answer.reply[0].to = message.senderID;
  answer.reply[0].message = "thank you";
  answer.reply[1] << answer.reply[0];
  undef( answer.reply[1] );
  getJsonString@JsonUtils( answer )( text );
  println@Console( text )()
}
`;

describe('the server', () => {
  it('carries a chat of two through every stage, with their scripts', async () => {
    const scene = await startScene(cleanups);
    const [ada, bob] = [await scene.person('ada'), await scene.person('bob')];
    const put = (token: string, target: string, body: string) =>
      scene.call('PUT', `/api/scripts/${target}`, { token, body, headers: { 'content-type': 'text/plain' } });
    expect(await put(ada.token, 'send', signature)).toMatchObject({ status: 200 });
    expect(await put(bob.token, 'recv', thanks)).toMatchObject({ status: 200 });
    const [adas, bobs] = [await scene.connect(ada), await scene.connect(bob)];

    const messageUid = randomUUID();
    adas.send({ $type: 'SendMessage', messageUid, message: 'hello', destinationUsers: [bob.id] });
    expect((await adas.frame('Accepted')).messageUid).toBe(messageUid);

    const received = await bobs.frame('ReceiveMessage', (frame) => frame.messageUid === messageUid);
    expect(received).toMatchObject({ msg: 'hello -- Ada', userId: ada.id, recipientIds: [bob.id] });
    for (const socket of [adas, bobs]) {
      const answer = await socket.frame('ReceiveMessage', (frame) => frame.fromAutoReply);
      expect(answer).toMatchObject({ msg: 'thank you', userId: bob.id, causedBy: messageUid });
      const [first, second] = socket.frames.filter((frame) => frame.$type === 'ReceiveMessage');
      expect([first, second]).toMatchObject([{ messageUid }, { causedBy: messageUid }]);
    }

    const runs = await scene.call('GET', '/api/runs?target=recv', { token: bob.token });
    expect(runs.json).toMatchObject({
      runs: [{ messageUid, outcome: 'answered', log: expect.stringContaining('got hello -- Ada') }],
      next: null,
    });
    expect((await scene.call('GET', '/api/runs?target=send', { token: bob.token })).json['runs']).toEqual([]);
    const runsOf = (person: Person, query: string) =>
      scene.call('GET', `/api/runs?${query}`, { token: person.token });
    const message = `senderId=${ada.id}&messageUid=${messageUid}`;
    expect((await runsOf(bob, message)).json['runs']).toMatchObject([{ messageUid, target: 'recv' }]);
    expect((await runsOf(ada, message)).json['runs']).toMatchObject([{ messageUid, target: 'send' }]);
    expect((await runsOf(bob, `${message}&target=send`)).json['runs']).toEqual([]);
    expect((await runsOf(bob, `senderId=${bob.id}&messageUid=${messageUid}`)).json['runs']).toEqual([]);
    for (const half of [`senderId=${ada.id}`, `messageUid=${messageUid}`, `senderId=x&messageUid=y`])
      expect((await runsOf(bob, half)).status).toBe(400);
  });

  it('keeps what it accepted when it is closed, and its sign-ins', async () => {
    const first = await startScene(cleanups);
    const ada = await first.person('ada');
    const sent = await first.call('POST', '/api/messages', {
      token: ada.token,
      json: { messageBody: 'keep me', recipientIds: [ada.id] },
    });
    expect(sent.status).toBe(202);
    await first.server.close();

    const second = await startScene(cleanups, { directory: first.directory });
    const socket = await second.connect(ada);
    socket.send({ $type: 'Resume', after: null });
    const kept = await socket.frame('ReceiveMessage');
    expect(kept).toMatchObject({ msg: 'keep me', messageUid: sent.json['messageUid'] });
  });

  it('makes a key ring that only its owner can read', async () => {
    const { directory } = await startScene(cleanups);
    const { mode } = await stat(path.join(directory, 'session-keys'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('gives a stage the same push message that Pub/Sub would, with the same effect', async () => {
    const scene = await startScene(cleanups);
    const [ada, bob] = [await scene.person('ada'), await scene.person('bob')];
    const bobs = await scene.connect(bob);
    const messageUid = randomUUID();
    const conversation = conversationOf(ada.id, [bob.id]);
    const data = encodeEnvelope({
      messageUid,
      sessionId: randomUUID(),
      messageBody: 'pushed',
      senderId: ada.id,
      recipientIds: [bob.id],
      fromAutoReply: false,
      eventDestinations: ['auto-reply', 'router'],
    });
    const attributes = encodeAttributes({
      sentAt: '2027-01-01T00:00:00.000Z',
      conversation,
      key: conversation,
    });
    const push = {
      message: {
        data: Buffer.from(data).toString('base64'),
        attributes,
        messageId: '1',
        publishTime: '2027-01-01T00:00:00.000Z',
        orderingKey: conversation,
      },
      subscription: 'projects/parley/subscriptions/auto-reply',
    };
    const stage = getTestServer('auto-reply');
    await new Promise<void>((resolve) => stage.listen(0, '127.0.0.1', resolve));
    cleanups.add(() => new Promise((resolve) => stage.close(() => resolve())));
    const { port } = stage.address() as AddressInfo;
    const acknowledged = await fetch(`http://127.0.0.1:${port}/projects/parley/topics/auto-reply`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: JSON.stringify(push),
    });
    expect(acknowledged.status).toBe(204);
    expect(await bobs.frame('ReceiveMessage')).toMatchObject({ messageUid, msg: 'pushed', userId: ada.id });
  });
});

describe('a server that can’t start', () => {
  it('says that its port is in use, and gives the data back', async () => {
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    cleanups.add(() => new Promise((resolve) => busy.close(() => resolve())));
    const { port } = busy.address() as AddressInfo;
    const directory = await mkdtemp(path.join(tmpdir(), 'parley-test-'));
    cleanups.add(() => rm(directory, { recursive: true }));
    await expect(startScene(cleanups, { directory, port })).rejects.toMatchObject({
      code: 'port-busy',
      message: expect.stringContaining(`Port ${port} is in use`),
    });
    const scene = await startScene(cleanups, { directory });
    expect((await scene.call('GET', '/healthz')).status).toBe(200);
  });

  it('says that its data is in use', async () => {
    const { directory } = await startScene(cleanups);
    await expect(startScene(cleanups, { directory })).rejects.toMatchObject({
      code: 'data-in-use',
      message: expect.stringContaining('PARLEY_DATA'),
    });
  });

  it.each([
    ['key-ring-weak', `a:${Buffer.from('abcd').toString('base64url')}`],
    ['key-ring-missing', ''],
    ['key-ring-malformed', 'secret'],
  ])('says %s, and not the key', async (code, keys) => {
    const directory = await mkdtemp(path.join(tmpdir(), 'parley-test-'));
    cleanups.add(() => rm(directory, { recursive: true }));
    const refusal = startScene(cleanups, { directory, keys });
    await expect(refusal).rejects.toMatchObject({ code });
    expect(await readdir(directory)).not.toContain('session-keys');
  });
});
