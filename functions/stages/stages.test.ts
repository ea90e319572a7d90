import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { conversationOf, withheldOf, type Message } from '@parley/envelope';
import { openEmbedded, systemIds, type Embedded } from '@parley/embedded';
import { silentTelemetry, type Runner, type RunRequest, type RunResult } from '@parley/ports';
import { ManualClock } from '@parley/ports/contract';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';

const root = mkdtempSync(path.join(tmpdir(), 'parley-stages-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let embedded: Embedded;
let clock: ManualClock;
let runs: RunRequest[];
let answers: Record<string, Partial<RunResult> & { output?: string }>;
/** What happens while a script runs. */
let atRun: (request: RunRequest) => void;
let folders = 0;

beforeEach(() => {
  clock = new ManualClock();
  runs = [];
  atRun = () => {};
  answers = {};
  embedded = openEmbedded({
    directory: path.join(root, String(folders++)),
    clock,
    ids: systemIds,
    telemetry: silentTelemetry,
  });
});
afterEach(() => embedded.close());

/** A runner whose scripts print what the test says, by their source. */
const runner: Runner = {
  async run(request) {
    runs.push(request);
    atRun(request);
    return { kind: 'finished', output: '', gas: 1, milliseconds: 1, ...answers[request.source] } as RunResult;
  },
  check: async () => [],
  close: async () => {},
};

const uid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const messageOf = (n: number, change: Partial<Message['envelope']> = {}): Message => {
  const envelope = {
    messageUid: uid(n),
    sessionId: uid(0),
    messageBody: 'hello',
    senderId: 1,
    recipientIds: [2, 3],
    fromAutoReply: false,
    eventDestinations: ['router'],
    ...change,
  };
  const conversation = conversationOf(envelope.senderId, envelope.recipientIds);
  return {
    envelope,
    attributes: { sentAt: new Date(clock.now()).toISOString(), conversation, key: conversation },
  };
};

describe('jolie-exec', () => {
  const stage = () =>
    jolieExec({
      activeScript: (userId, target) => embedded.scripts.active(userId, target),
      store: embedded.store,
      runner,
      clock,
    });
  const script = (userId: number, target: 'send' | 'recv', output: string) => {
    const source = `${userId}-${target}`;
    answers[source] = { output };
    return embedded.scripts.put(userId, target, source, 1);
  };

  it('given nobody with a script, then the message goes on as it is', async () => {
    const message = messageOf(1);
    expect(await stage().handle(message)).toEqual({ message, generated: [] });
    expect(runs).toEqual([]);
  });

  it('given a recipient who blocked the sender, then that recipient’s script does not see the message', async () => {
    await script(2, 'recv', '{"action":"forward","reply":[{"to":1,"message":"never"}]}');
    await script(3, 'recv', '{"action":"forward"}');
    await embedded.store.block(2, 1);
    const { generated } = await stage().handle(messageOf(1));
    expect(generated).toEqual([]);
    expect(runs.map(({ source }) => source)).toEqual(['3-recv']);
  });

  it('gives all scripts of one message five seconds together, their waits for a worker included', async () => {
    // given a script of the sender's that takes three of them
    await script(1, 'send', '{"messageBody":"changed"}');
    await script(2, 'recv', '{"action":"forward"}');
    atRun = ({ source }) => source === '1-send' && clock.advance(3_000);
    await stage().handle(messageOf(1));
    // then the recipient's has the other two
    expect(runs.map(({ withinMilliseconds }) => withinMilliseconds)).toEqual([5_000, 2_000]);
  });

  it('given a script whose turn does not come, then the message goes on as it was, and its owner is told why', async () => {
    await script(2, 'recv', '');
    answers['2-recv'] = { kind: 'unavailable', reason: 'no turn', milliseconds: 0 } as Partial<RunResult>;
    const message = messageOf(1);
    expect(await stage().handle(message)).toEqual({ message, generated: [] });
    const record = await embedded.store.decided(1, uid(1), 2, 'recv');
    expect(record).toMatchObject({ outcome: 'unavailable', reason: 'no turn', milliseconds: 0 });
  });

  it('given a script that took more than 10 s of a minute, then it rests for a minute, and its records say so', async () => {
    await script(2, 'recv', '{"action":"drop"}');
    const take = (milliseconds: number) =>
      (answers['2-recv'] = { output: '{"action":"drop"}', milliseconds });
    const outcomeOf = async (n: number) => {
      await stage().handle(messageOf(n));
      return (await embedded.store.decided(1, uid(n), 2, 'recv'))!;
    };
    take(5_000);
    expect((await outcomeOf(1)).outcome).toBe('answered');
    expect((await outcomeOf(2)).outcome).toBe('answered');
    take(1);
    expect((await outcomeOf(3)).outcome).toBe('answered');
    const rested = await outcomeOf(4);
    expect(rested).toMatchObject({ outcome: 'suspended', answer: { action: 'forward' } });
    expect(rested.reason).toContain(new Date(clock.now() + 60_000).toISOString());
    expect(runs).toHaveLength(3);
    clock.advance(59_999);
    expect((await outcomeOf(5)).outcome).toBe('suspended');
    clock.advance(1);
    expect((await outcomeOf(6)).outcome).toBe('answered');
  });

  it('given time that was spent more than a minute ago, then it counts no more', async () => {
    await script(2, 'recv', '{"action":"drop"}');
    answers['2-recv'] = { output: '{"action":"drop"}', milliseconds: 6_000 };
    for (const n of [1, 2, 3]) {
      await stage().handle(messageOf(n));
      expect((await embedded.store.decided(1, uid(n), 2, 'recv'))!.outcome).toBe('answered');
      clock.advance(60_000);
    }
  });

  it('given a sender’s script, then its text is the one that the recipients’ scripts see', async () => {
    await script(1, 'send', '{"messageBody":"changed"}');
    await script(2, 'recv', '{"action":"forward"}');
    const { message } = await stage().handle(messageOf(1));
    expect(message.envelope.messageBody).toBe('changed');
    expect(runs[1]!.message).toMatchObject({ messageBody: 'changed', ownID: 2, senderID: 1 });
  });

  it('given a script that drops the message, then it is withheld from its owner alone', async () => {
    await script(3, 'recv', '{"action":"drop"}');
    const { message } = await stage().handle(messageOf(1));
    expect(withheldOf(message.attributes, message.envelope)).toEqual(new Set([3]));
  });

  it('makes the replies in the order of their owners’ ids, marked and caused by the message', async () => {
    await script(3, 'recv', '{"action":"forward","reply":[{"to":1,"message":"from 3"}]}');
    await script(
      2,
      'recv',
      '{"action":"forward","reply":[{"to":1,"message":"from 2"},{"to":3,"message":"also"}]}',
    );
    const { generated } = await stage().handle(messageOf(1));
    expect(
      generated.map(({ envelope }) => [envelope.senderId, envelope.messageBody, envelope.fromAutoReply]),
    ).toEqual([
      [2, 'from 2', true],
      [2, 'also', true],
      [3, 'from 3', true],
    ]);
    expect(generated.every(({ attributes }) => attributes.causedBy === uid(1))).toBe(true);
  });

  it('decides once: a redelivery runs nothing, even when the script has changed, and gives the same', async () => {
    await script(2, 'recv', '{"action":"forward","reply":[{"to":1,"message":"first"}]}');
    const first = await stage().handle(messageOf(1));
    await script(2, 'recv', '{"action":"drop"}');
    expect(await stage().handle(messageOf(1))).toEqual(first);
    expect(runs).toHaveLength(1);
  });

  it('given a script that fails, then the message goes on and its owner finds why, and where', async () => {
    await embedded.scripts.put(2, 'recv', 'broken', 2);
    answers['broken'] = {
      kind: 'fault',
      name: 'Boom',
      message: 'no',
      line: 3,
      column: 5,
      output: 'so far\n',
    } as RunResult;
    const message = messageOf(1);
    expect(await stage().handle(message)).toEqual({ message, generated: [] });
    const { items } = await embedded.store.runs(2, { limit: 10 });
    expect(items).toEqual([
      expect.objectContaining({
        outcome: 'fault',
        line: 3,
        column: 5,
        log: 'so far\n',
        reason: expect.stringContaining('Boom'),
      }),
    ]);
  });

  it('given scripts that would make more, then one message causes at most 50 others', async () => {
    const recipientIds = [2, 3, 4];
    const reply = Array.from({ length: 20 }, (_, i) => ({ to: 1, message: `${i}` }));
    for (const id of recipientIds) await script(id, 'recv', JSON.stringify({ action: 'forward', reply }));
    const { generated } = await stage().handle(messageOf(1, { recipientIds }));
    expect(generated).toHaveLength(50);
  });
});

describe('auto-reply', () => {
  const stage = () => autoReply({ store: embedded.store });
  const away = (minIntervalSeconds: number) =>
    embedded.store.changeAutoReply(2, { enabled: true, messageBody: 'away', minIntervalSeconds }, 1);

  it('answers the sender for a recipient who switched it on, once an interval, and again for a redelivery', async () => {
    await away(60);
    const first = await stage().handle(messageOf(1));
    expect(
      first.generated.map(({ envelope }) => [envelope.senderId, envelope.recipientIds, envelope.messageBody]),
    ).toEqual([[2, [1], 'away']]);
    expect((await stage().handle(messageOf(2))).generated).toEqual([]);
    expect(await stage().handle(messageOf(1))).toEqual(first);
    clock.advance(60_000);
    expect((await stage().handle(messageOf(3))).generated).toHaveLength(1);
  });

  it('does not answer for the sender, for one who switched it off, or for one from whom the message is withheld', async () => {
    await away(0);
    expect((await stage().handle(messageOf(1, { senderId: 2, recipientIds: [2, 3] }))).generated).toEqual([]);
    const message = messageOf(2);
    const withheld = { ...message, attributes: { ...message.attributes, withheld: '1' } };
    expect((await stage().handle(withheld)).generated).toEqual([]);
    await embedded.store.changeAutoReply(
      2,
      { enabled: false, messageBody: 'away', minIntervalSeconds: 0 },
      2,
    );
    expect((await stage().handle(messageOf(3))).generated).toEqual([]);
  });
});

describe('the router', () => {
  const stage = () => router({ store: embedded.store, clock });

  it('stores the message for everyone but those from whom it is withheld, and for the sender; again is the same', async () => {
    const message = messageOf(1, { recipientIds: Array.from({ length: 100 }, (_, i) => i + 2) });
    const withheld = { ...message, attributes: { ...message.attributes, withheld: '1' } };
    await stage().handle(withheld);
    await stage().handle(withheld);
    expect(await Promise.all([1, 2, 3, 101].map((id) => embedded.store.head(id)))).toEqual([1, 0, 1, 1]);
    expect((await embedded.store.read(3, { limit: 1 }))[0]).toMatchObject({
      messageUid: uid(1),
      position: 1,
    });
  });

  it('tells each relay that holds a live session of someone, once, with the positions of its people', async () => {
    await embedded.store.putLease('a', clock.now() + 1_000);
    await embedded.store.putLease('dead', clock.now() - 1);
    await embedded.store.putSession({ sessionId: 's1', userId: 1, relayId: 'a' }, 1);
    await embedded.store.putSession({ sessionId: 's2', userId: 2, relayId: 'a' }, 1);
    await embedded.store.putSession({ sessionId: 's3', userId: 2, relayId: 'a' }, 1);
    await embedded.store.putSession({ sessionId: 's4', userId: 3, relayId: 'dead' }, 1);
    const { deliveries } = await stage().handle(messageOf(1));
    expect(deliveries!.map(({ topic }) => topic)).toEqual(['relay-a']);
    expect((JSON.parse(deliveries![0]!.message.data) as { to: unknown }).to).toEqual([
      { userId: 1, position: 1 },
      { userId: 2, position: 1 },
    ]);
  });
});
