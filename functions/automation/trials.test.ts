import { describe, expect, it } from '@jest/globals';
import type { InboxEntry, Runner, RunRequest, RunResult } from '@parley/ports';
import { createTrials } from './index';

const uid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const entry = (position: number, more: Partial<InboxEntry> = {}): InboxEntry => ({
  position,
  messageUid: uid(position),
  conversation: 'c',
  messageBody: `text ${position}`,
  senderId: 1,
  recipientIds: [2],
  fromAutoReply: false,
  sentAt: '2027-01-01T00:00:00.000Z',
  ...more,
});

function given(entries: readonly InboxEntry[], output = '{"action":"drop"}') {
  const runs: RunRequest[] = [];
  const time = { now: 0, perRun: 0 };
  const runner: Runner = {
    async run(request) {
      runs.push(request);
      time.now += time.perRun;
      return { kind: 'finished', output, gas: 7, milliseconds: 1 } as RunResult;
    },
    check: async () => [],
    close: async () => {},
  };
  const trials = createTrials({
    runner,
    scripts: {
      active: async (_, target) => (target === 'recv' ? { version: 'v', source: 'active', at: '' } : null),
    },
    settings: { userSettings: async () => ({ timeZone: 'Europe/Copenhagen' }) },
    inbox: {
      read: async (_, { before = Infinity, limit }) =>
        entries.filter(({ position }) => position < before).slice(-limit),
    },
    clock: { now: () => time.now, setTimer: () => ({ cancel() {} }) },
    ids: { uuid: () => uid(0), bytes: (length) => new Uint8Array(length) },
  });
  return { trials, runs, time };
}

const message = { messageBody: 'hello', senderId: 1, recipientIds: [2] };

describe('a trial', () => {
  it('runs the source that is given, else the active one, and says what it would do', async () => {
    const { trials, runs } = given([]);
    const of = { ownerId: 2, target: 'recv' } as const;
    expect(await trials.try({ ...of, source: 'own' }, message)).toMatchObject({
      kind: 'tried',
      trial: { outcome: 'answered', gas: 7, answer: { action: 'drop' } },
    });
    await trials.try(of, message);
    expect(runs.map(({ source }) => source)).toEqual(['own', 'active']);
    expect(runs[0]!.message).toMatchObject({ messageBody: 'hello', ownID: 2, senderID: 1 });
  });

  it('has nothing to run where no script is active and none is given', async () => {
    const { trials } = given([]);
    expect(await trials.try({ ownerId: 2, target: 'send' }, message)).toEqual({ kind: 'no-script' });
    expect(await trials.replay({ ownerId: 2, target: 'send' }, 1)).toEqual({ kind: 'no-script' });
  });
});

describe('a replay', () => {
  const mixed = [
    entry(1),
    entry(2, { senderId: 2, recipientIds: [1] }),
    entry(3, { fromAutoReply: true }),
    entry(4),
    entry(5, { senderId: 2, recipientIds: [1] }),
    entry(6),
  ];
  const positions = async (of: Parameters<ReturnType<typeof createTrials>['replay']>[0], last: number) => {
    const replay = await given(mixed).trials.replay(of, last);
    return replay.kind === 'replayed' ? replay.replayed.map(({ entry: { position } }) => position) : [];
  };

  it('runs over the last messages that the owner received, in their order, and over no program’s', async () => {
    expect(await positions({ ownerId: 2, target: 'recv' }, 2)).toEqual([4, 6]);
    expect(await positions({ ownerId: 2, target: 'recv' }, 100)).toEqual([1, 4, 6]);
  });

  it('runs over the last messages that the owner sent, for an outbound script', async () => {
    expect(await positions({ ownerId: 2, target: 'send', source: 's' }, 5)).toEqual([2, 5]);
  });

  it('looks through as many pages as it needs', async () => {
    const far = Array.from({ length: 500 }, (_, i) => entry(i + 1, i < 3 ? {} : { fromAutoReply: true }));
    const replay = await given(far).trials.replay({ ownerId: 2, target: 'recv' }, 3);
    expect(replay).toMatchObject({ replayed: [{}, {}, {}], unfinished: 0 });
  });

  it('given runs that take long, then the oldest are left, and their number is said', async () => {
    const { trials, time } = given(mixed);
    time.perRun = 6_000;
    const replay = await trials.replay({ ownerId: 2, target: 'recv' }, 3);
    if (replay.kind !== 'replayed') throw new Error('was not replayed');
    expect(replay.replayed.map(({ entry: { position } }) => position)).toEqual([4, 6]);
    expect(replay.unfinished).toBe(1);
  });

  it('runs by the time zone of the owner', async () => {
    const { trials, runs } = given([entry(1)]);
    await trials.replay({ ownerId: 2, target: 'recv' }, 1);
    expect(runs.map(({ zone }) => zone)).toEqual(['Europe/Copenhagen']);
  });
});
