import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ReceiveMessage, ServerFrame } from '@parley/envelope';
import { silentTelemetry, type Inbox, type InboxEntry } from '@parley/ports';
import { createFramesOf } from './arrivals';
import { InboxFeed } from './inbox-feed';

const entry = (position: number): InboxEntry => ({
  position,
  messageUid: `5b0e3a0c-8f4f-4a53-9f5e-${String(position).padStart(12, '0')}`,
  conversation: 'c',
  messageBody: `message ${position}`,
  senderId: 9,
  recipientIds: [1],
  fromAutoReply: false,
  sentAt: '2027-01-01T00:00:00Z',
});
const place = (position: number) => ({ position, cursor: `cursor ${position}` });
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function given(size = 0) {
  const stored: InboxEntry[] = Array.from({ length: size }, (_, i) => entry(i + 1));
  const timers = new Set<{ at: number; fire: () => void }>();
  const time = { now: 0 };
  const frames: ReceiveMessage[] = [];
  const failing = { reads: 0, asked: 0 };
  const inbox: Pick<Inbox, 'read'> = {
    async read(_, { after = 0, limit }) {
      failing.asked++;
      if (failing.reads > 0) {
        failing.reads--;
        throw new Error('away');
      }
      return stored.filter(({ position }) => position > after).slice(0, limit);
    },
  };
  const write = (frame: ServerFrame) => {
    if (frame.$type === 'ReceiveMessage') frames.push(frame);
  };
  const shared = {
    inbox,
    cursors: {
      at: (_: number, at: { position: number } | null) => `cursor ${at?.position ?? 0}`,
      resolve: async () => null,
    },
    clock: {
      now: () => time.now,
      setTimer(milliseconds: number, fire: () => void) {
        const timer = { at: time.now + milliseconds, fire };
        timers.add(timer);
        return { cancel: () => void timers.delete(timer) };
      },
    },
    telemetry: silentTelemetry,
    framesOf: createFramesOf(),
    onCaughtUp: () => {},
  };
  const feed = new InboxFeed(shared, 1, {
    sendAll: (all) => all.forEach(write),
    sendAndWait: async (frame) => write(frame),
  });
  const pass = async (milliseconds: number) => {
    time.now += milliseconds;
    for (const timer of [...timers]) {
      if (timer.at <= time.now) {
        timers.delete(timer);
        timer.fire();
      }
    }
    await settle();
  };
  const arrive = (position: number) => {
    for (let next = stored.length + 1; next <= position; next++) stored.push(entry(next));
    feed.deliver([entry(position)]);
  };
  /** So many more in one turn. */
  const arriveTogether = (count: number) => {
    const from = stored.length + 1;
    const arrived = Array.from({ length: count }, (_, i) => entry(from + i));
    stored.push(...arrived);
    feed.deliver(arrived);
  };
  const seen = () => frames.map(({ position, cursor }) => `${position} @ ${cursor.slice(7)}`);
  /** A client that has read as far as the inbox goes. */
  const current = async () => {
    feed.welcome(stored.length);
    feed.resume(place(stored.length));
    await settle();
  };
  return { feed, frames, seen, stored, failing, pass, arrive, arriveTogether, timers, current };
}

describe('an inbox feed', () => {
  it('writes live messages as they come, each with the cursor of all up to itself', async () => {
    const { current, arrive, seen } = given(2);
    await current();
    arrive(3);
    arrive(4);
    expect(seen()).toEqual(['3 @ 3', '4 @ 4']);
  });

  it('given several in one turn, then the last has the cursor of all, and those before it the one before', async () => {
    const { current, arriveTogether, arrive, seen } = given(2);
    await current();
    arriveTogether(3);
    arrive(6);
    expect(seen()).toEqual(['3 @ 2', '4 @ 2', '5 @ 5', '6 @ 6']);
  });

  it('writes nothing before the client’s first word, and then what came meanwhile', async () => {
    const { feed, arrive, seen } = given(2);
    arrive(3);
    feed.welcome(3);
    arrive(4);
    expect(seen()).toEqual([]);
    feed.resume(place(1));
    await settle();
    expect(seen()).toEqual(['2 @ 2', '3 @ 3', '4 @ 4']);
  });

  it('given a client that did not resume, then its cursors leave out nothing that it may have missed', async () => {
    const { feed, arrive, seen } = given(5);
    feed.welcome(5);
    arrive(6);
    feed.begin();
    await settle();
    arrive(7);
    expect(seen()).toEqual(['6 @ 0', '7 @ 0']);
    // It does so after all, and had the first three.
    feed.resume(place(3));
    await settle();
    arrive(8);
    expect(seen().slice(2)).toEqual(['4 @ 4', '5 @ 5', '6 @ 6', '7 @ 7', '8 @ 8']);
  });

  it('given an inbox that was empty, then a client that did not resume has everything', async () => {
    const { feed, arrive, seen } = given();
    feed.welcome(0);
    feed.begin();
    arrive(1);
    arrive(2);
    expect(seen()).toEqual(['1 @ 1', '2 @ 2']);
  });

  it('given a cursor that was refused, then the client has read as far as it was welcomed', async () => {
    const { feed, arrive, seen } = given(2);
    feed.welcome(2);
    arrive(3);
    feed.restart();
    await settle();
    arrive(4);
    expect(seen()).toEqual(['3 @ 3', '4 @ 4']);
  });

  it('resumes in order, over many pages, then goes on live', async () => {
    const { feed, arrive, frames } = given(120);
    feed.welcome(120);
    feed.resume(place(7));
    arrive(121);
    await settle();
    arrive(122);
    expect(frames.map(({ position }) => position)).toEqual(Array.from({ length: 115 }, (_, i) => i + 8));
    expect(frames.at(-1)?.cursor).toBe('cursor 122');
  });

  it('keeps its cursor before a gap, and reads on to close it', async () => {
    const { current, arrive, seen, pass } = given(2);
    await current();
    arrive(4);
    arrive(5);
    expect(seen()).toEqual(['4 @ 2', '5 @ 2']);
    await pass(30_000);
    expect(seen()).toEqual(['4 @ 2', '5 @ 2', '3 @ 3']);
    arrive(6);
    expect(seen().at(-1)).toBe('6 @ 6');
  });

  it('writes a message once, however often it is delivered', async () => {
    const { current, arrive, seen, pass } = given(2);
    await current();
    arrive(4);
    arrive(4);
    arrive(2);
    await pass(30_000);
    arrive(3);
    expect(seen()).toEqual(['4 @ 2', '3 @ 3']);
  });

  it('tries again when the inbox can’t be read, and skips nothing', async () => {
    const { feed, current, arrive, seen, pass, failing } = given(2);
    await current();
    failing.reads = 3;
    feed.resume(place(0));
    await settle();
    arrive(3);
    for (let i = 0; i < 4; i++) await pass(30_000);
    expect(seen()).toEqual(['3 @ 0', '1 @ 1', '2 @ 2']);
    arrive(4);
    expect(seen().at(-1)).toBe('4 @ 4');
  });

  it('leaves no timer behind when it is closed', async () => {
    const { feed, current, arrive, seen, timers } = given(2);
    await current();
    arrive(4);
    expect(timers.size).toBe(1);
    feed.close();
    arrive(5);
    expect(timers.size).toBe(0);
    expect(seen()).toEqual(['4 @ 2']);
  });

  it('never has a cursor ahead of a message that was not written, and ends with all of them', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('arrive' as const), ahead: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant('together' as const), count: fc.integer({ min: 1, max: 4 }) }),
      fc.record({ kind: fc.constant('again' as const), back: fc.integer({ min: 0, max: 5 }) }),
      fc.constant({ kind: 'begin' as const }),
      fc.constant({ kind: 'resume' as const }),
      fc.constant({ kind: 'fail' as const }),
      fc.constant({ kind: 'pass' as const }),
      fc.constant({ kind: 'settle' as const }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { feed, frames, stored, failing, pass, arrive, arriveTogether } = given(3);
        feed.welcome(3);
        for (const each of steps) {
          if (each.kind === 'arrive') arrive(stored.length + each.ahead);
          if (each.kind === 'together') arriveTogether(each.count);
          if (each.kind === 'again') feed.deliver([entry(Math.max(1, stored.length - each.back))]);
          if (each.kind === 'begin') feed.begin();
          if (each.kind === 'resume') feed.resume(place(0));
          if (each.kind === 'fail') failing.reads++;
          if (each.kind === 'pass') await pass(30_000);
          if (each.kind === 'settle') await settle();
        }
        failing.reads = 0;
        feed.resume(place(0));
        arrive(stored.length + 1);
        for (let i = 0; i < 3; i++) await pass(30_000);
        arrive(stored.length + 1);

        const written = new Set<number>();
        let promised = 0;
        for (const { position, cursor } of frames) {
          written.add(position);
          promised = Number(cursor.slice(7));
          for (let upTo = 1; upTo <= promised; upTo++) expect(written.has(upTo)).toBe(true);
        }
        expect([...written].sort((a, b) => a - b)).toEqual(stored.map(({ position }) => position));
        expect(promised).toBe(stored.length);
      }),
      { numRuns: 300 },
    );
  });
});
