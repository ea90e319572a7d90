import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { limits } from '@parley/envelope';
import { eventually } from '@parley/ports/contract';
import { createCleanups, startScene, type Person, type Scene } from './testing/running-server';

const cleanups = createCleanups();
let scene: Scene;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  scene = await startScene(cleanups, {
    sendsPerSecond: 10_000,
    sendBurst: 10_000,
    framesPerSecond: 10_000,
    trialsPerMinute: 10_000,
  });
  ada = await scene.person('ada');
  bob = await scene.person('bob');
});
afterAll(() => cleanups.run());

const send = (recipientIds: readonly number[], messageBody: string) =>
  scene.call('POST', '/api/messages', { token: ada.token, json: { messageBody, recipientIds } });
const upload = (source: string, target = 'recv') =>
  scene.call('PUT', `/api/scripts/${target}`, {
    token: bob.token,
    body: source,
    headers: { 'content-type': 'text/plain' },
  });
/** The source, made exactly so many bytes long by a comment. */
const padded = (source: string, bytes: number) => `${source}//${'x'.repeat(bytes - source.length - 2)}`;

interface TriedRun {
  readonly outcome: string;
  readonly reason: string;
  readonly log: string;
  readonly answer: { readonly messages: readonly unknown[] };
}
/** Tries a source on a message. */
async function trial(source: string): Promise<TriedRun> {
  const message = { messageBody: 'x', senderId: ada.id, recipientIds: [bob.id] };
  const { json } = await scene.call('POST', '/api/scripts/recv/try', {
    token: bob.token,
    json: { source, message },
  });
  return json as unknown as TriedRun;
}
/** Tries an inbound program that does `body` and then forwards the message. */
const tried = (body: string): Promise<TriedRun> =>
  trial(`
    from console import Console
    service Main {
      embed Console as Console
      main {
        ${body}
        println@Console( "{\\"action\\":\\"forward\\"}" )()
      }
    }`);

describe('just under a limit passes, just over it is refused', () => {
  it('256 recipients of one message', async () => {
    const { accounts } = scene.server.embedded;
    const people: number[] = [];
    for (let i = 0; i < limits.recipients + 1; i++) {
      people.push((await accounts.create(`person-${i}`, 'no hash'))!.id);
    }
    expect((await send(people.slice(0, limits.recipients), 'to all')).status).toBe(202);
    expect((await send(people, 'to one more')).json).toMatchObject({ code: 'too-many-recipients' });
    const { store } = scene.server.embedded;
    await eventually(async () => (await store.head(people[limits.recipients - 1]!)) === 1);
    expect(await store.head(people[limits.recipients]!)).toBe(0);
  });

  it('64 KiB of text in UTF-8', async () => {
    const text = '€'.repeat(limits.messageBodyBytes / 4) + 'x'.repeat(limits.messageBodyBytes / 4);
    expect(Buffer.byteLength(text)).toBe(limits.messageBodyBytes);
    expect((await send([bob.id], text)).status).toBe(202);
    expect((await send([bob.id], `${text}x`)).status).toBe(413);
  });

  it('128 KiB in a frame', async () => {
    const frame = (bytes: number) => {
      const start = `{"$type":"SendMessage","message":"x","destinationUsers":[${bob.id}]`;
      return `${start}${' '.repeat(bytes - start.length - 1)}}`;
    };
    const socket = await scene.connect(ada);
    socket.socket.send(frame(limits.frameBytes));
    await socket.frame('Accepted');
    socket.socket.send(frame(limits.frameBytes + 1));
    expect((await socket.closed).code).toBe(4409);
  });

  it('64 KiB of source', async () => {
    const program = 'main { x = 1 }\n';
    expect((await upload(padded(program, limits.scriptSourceBytes))).status).toBe(200);
    expect((await upload(padded(program, limits.scriptSourceBytes + 1))).status).toBe(413);
  });

  it('16 people to type to, and 200 to watch', async () => {
    const socket = await scene.connect(ada);
    const first = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
    socket.send({ $type: 'Typing', destinationUsers: first(limits.typingRecipients) });
    socket.send({ $type: 'Watch', users: first(limits.watched) });
    socket.send({ $type: 'Typing', destinationUsers: first(limits.typingRecipients + 1) });
    const { problem } = await socket.frame('Rejected');
    expect(problem).toMatchObject({ code: 'invalid-frame', field: 'destinationUsers' });
    socket.send({ $type: 'Watch', users: first(limits.watched + 1) });
    await socket.frame('Rejected', (frame) => frame.problem.field === 'users');
    expect(socket.frames.filter(({ $type }) => $type === 'Rejected')).toHaveLength(2);
  });

  // On a busy machine the net of processor time may come first.
  it.each([
    ['gas', 'while( true ) { i++ }', 'steps'],
    ['strings', 's = "x"; while( true ) { s = s + s }', 'characters|MiB'],
    ['values', 'while( true ) { v[i++] = "value" }', 'MiB|steps'],
    ['branches', 'spawn( i over 65 ) in r { r = i }', 'branches'],
    [
      'output',
      'while( true ) { println@Console( "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" )() }',
      'printed',
    ],
    ['waiting', 'linkIn( never )', 'waits'],
  ])('%s of one run', async (_, body, reason) => {
    const run = await tried(body);
    expect(run).toMatchObject({ outcome: 'limit' });
    expect(run.reason).toMatch(new RegExp(`${reason}|processor`));
  });

  it('64 branches, and 256 calls of definitions within each other', async () => {
    expect(await tried('spawn( i over 64 ) in r { r = i }')).toMatchObject({ outcome: 'answered' });
    const nested = (depth: number) =>
      trial(`
        include "console.iol"
        define deeper { if( n > 1 ) { n--; deeper } }
        main { n = ${depth}; deeper; println@Console( "{\\"action\\":\\"forward\\"}" )() }`);
    expect(await nested(limits.run.callDepth - 1)).toMatchObject({ outcome: 'answered' });
    expect(await nested(limits.run.callDepth + 2)).toMatchObject({ outcome: 'limit' });
  });

  it('20 messages made by one run', async () => {
    const replies = (n: number) =>
      `{\\"action\\":\\"forward\\",\\"reply\\":[${Array.from({ length: n }, (_, i) => `{\\"to\\":${ada.id},\\"message\\":\\"${i}\\"}`).join(',')}]}`;
    const of = (n: number) => trial(`include "console.iol"\nmain { println@Console( "${replies(n)}" )() }`);
    const most = await of(limits.run.messages);
    expect(most.outcome).toBe('answered');
    expect(most.answer.messages).toHaveLength(limits.run.messages);
    expect(await of(limits.run.messages + 1)).toMatchObject({ outcome: 'bad-answer' });
  });

  it('100 messages of a replay', async () => {
    const replay = (last: number) =>
      scene.call('POST', '/api/scripts/recv/replay', {
        token: ada.token,
        json: { source: 'main { x = 1 }', last },
      });
    expect((await replay(limits.replayed)).status).toBe(200);
    expect((await replay(limits.replayed + 1)).status).toBe(400);
    expect((await replay(0)).status).toBe(400);
  });

  it('16 words of a search', async () => {
    const search = (words: number) =>
      scene.call('GET', `/api/search?q=${encodeURIComponent('a '.repeat(words))}`, { token: ada.token });
    expect((await search(16)).status).toBe(200);
    expect((await search(17)).status).toBe(400);
    expect((await search(0)).status).toBe(400);
  });

  it('1,000 people who are blocked', async () => {
    const { accounts, store } = scene.server.embedded;
    const [last, over] = [
      (await accounts.create('last-one', ''))!.id,
      (await accounts.create('one-more', ''))!.id,
    ];
    for (let id = 100_000; id < 100_000 + limits.blocked - 1; id++) void store.block(ada.id, id);
    await eventually(async () => (await store.blocked(ada.id)).length === limits.blocked - 1);
    const block = (id: number) => scene.call('PUT', `/api/blocks/${id}`, { token: ada.token });
    expect((await block(last)).status).toBe(204);
    expect((await block(over)).json).toMatchObject({ status: 409, code: 'too-many' });
  });
});
