import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Bus, MessageHandler, MessagePublished, OutgoingMessage } from '@parley/ports';
import { eventually } from './eventually';
import type { ManualClock } from './manual-clock';

/** A bus under test, on a clock that the suite moves. */
export interface BusUnderTest {
  readonly bus: Bus;
  readonly clock: ManualClock;
  /** Stops it as a crash would, and opens it again on the same data. */
  reopen(): Promise<Bus>;
  close(): Promise<void>;
}

const message = (data: string, orderingKey?: string): OutgoingMessage =>
  orderingKey === undefined ? { data, attributes: {} } : { data, attributes: { kind: 'x' }, orderingKey };

const dataOf = (event: MessagePublished) => Buffer.from(event.data.message.data, 'base64').toString('utf8');

/** What every bus promises: Pub/Sub's delivery, as `ports/bus.ts` states it. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`the bus ${name}`, () => {
    let under: BusUnderTest;
    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    const recording = () => {
      const seen: string[] = [];
      const handler: MessageHandler = async (event) => void seen.push(dataOf(event));
      return { seen, handler };
    };

    it('given a message that was published, when a handler subscribes, then it gets it as the CloudEvent of a push', async () => {
      const events: MessagePublished[] = [];
      await under.bus.createTopic('topic-a');
      await under.bus.publish('topic-a', message('héllo', 'k'));
      await under.bus.subscribe('topic-a', async (event) => void events.push(event));
      await eventually(() => events.length === 1);
      expect(events[0]).toMatchObject({
        specversion: '1.0',
        type: 'google.cloud.pubsub.topic.v1.messagePublished',
        data: { message: { attributes: { kind: 'x' }, data: Buffer.from('héllo').toString('base64') } },
      });
      expect(events[0]!.data.message).not.toHaveProperty('orderingKey');
    });

    it('delivers the messages of one key one after the other, in the order of publishing', async () => {
      const seen: string[] = [];
      let running = 0;
      await under.bus.createTopic('topic-a');
      await Promise.all(
        Array.from({ length: 20 }, (_, i) => under.bus.publish('topic-a', message(String(i), 'k'))),
      );
      await under.bus.subscribe('topic-a', async (event) => {
        expect(++running).toBe(1);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(dataOf(event));
        running--;
      });
      await eventually(() => seen.length === 20);
      expect(seen).toEqual(Array.from({ length: 20 }, (_, i) => String(i)));
    });

    it('given a handler that fails, then its message comes again after a backoff that doubles, and holds its key only', async () => {
      const seen: string[] = [];
      await under.bus.createTopic('topic-a');
      await under.bus.publish('topic-a', message('first', 'bad'));
      await under.bus.publish('topic-a', message('second', 'bad'));
      await under.bus.publish('topic-a', message('other', 'good'));
      let failures = 2;
      await under.bus.subscribe('topic-a', async (event) => {
        seen.push(dataOf(event));
        if (dataOf(event) === 'first' && failures-- > 0) throw new Error('away');
      });
      await eventually(() => under.clock.timers === 1 && seen.length === 2);
      expect(new Set(seen)).toEqual(new Set(['first', 'other']));
      under.clock.advance(999);
      expect(seen).toHaveLength(2);
      under.clock.advance(1);
      await eventually(() => seen.length === 3 && under.clock.timers === 1);
      under.clock.advance(1_999);
      expect(seen).toHaveLength(3);
      under.clock.advance(1);
      await eventually(() => seen.length === 5);
      expect(seen.slice(2)).toEqual(['first', 'first', 'second']);
    });

    it('publishes what a handler published with the acknowledgement, and not when the handler fails', async () => {
      const { seen, handler } = recording();
      await under.bus.subscribe('topic-b', handler);
      let fails = true;
      await under.bus.createTopic('topic-a');
      await under.bus.publish('topic-a', message('x', 'k'));
      await under.bus.subscribe('topic-a', async (_, publisher) => {
        await publisher.publish('topic-b', message(fails ? 'lost' : 'kept', 'k'));
        if (fails) {
          fails = false;
          throw new Error('after publishing');
        }
      });
      await eventually(() => under.clock.timers === 1);
      expect(seen).toEqual([]);
      under.clock.advance(1_000);
      await eventually(() => seen.length === 1);
      expect(seen).toEqual(['kept']);
    });

    it('given a crash before the acknowledgement, when it is opened again, then what was not acknowledged comes again, in order', async () => {
      await under.bus.createTopic('topic-a');
      for (const data of ['1', '2', '3']) await under.bus.publish('topic-a', message(data, 'k'));
      const before: string[] = [];
      await under.bus.subscribe('topic-a', async (event) => {
        before.push(dataOf(event));
        if (dataOf(event) === '2') await new Promise(() => {});
      });
      await eventually(() => before.length === 2);
      const again = await under.reopen();
      const { seen, handler } = recording();
      await again.subscribe('topic-a', handler);
      await eventually(() => seen.includes('3'));
      // An acknowledgement that was on its way when it crashed is lost: what it was for may come once more.
      expect(seen.slice(seen.indexOf('2'))).toEqual(['2', '3']);
    });

    it('keeps a message that runs out of attempts as a dead letter, with its last failure, and goes on', async () => {
      const { seen } = recording();
      await under.bus.createTopic('topic-a');
      await under.bus.publish('topic-a', message('bad', 'k'));
      await under.bus.publish('topic-a', message('good', 'k'));
      await under.bus.subscribe('topic-a', async (event) => {
        if (dataOf(event) === 'bad') throw Object.assign(new Error('secret text'), { code: 'store-away' });
        seen.push(dataOf(event));
      });
      for (let attempt = 1; attempt < 100; attempt++) {
        await eventually(() => under.clock.timers === 1);
        under.clock.advance(600_000);
      }
      await eventually(() => seen.length === 1);
      await eventually(async () => (await under.bus.deadLetters(null, 1)).deadLetters.length === 1);
      const { deadLetters, next } = await under.bus.deadLetters(null, 10);
      expect(next).toBeNull();
      expect(deadLetters).toEqual([
        expect.objectContaining({
          topic: 'topic-a',
          data: 'bad',
          attempts: 100,
          reason: expect.stringContaining('store-away'),
        }),
      ]);
      expect(deadLetters[0]!.reason).not.toContain('secret text');
    });

    it('archives what is published to dead-letter, with its reason, and pages through it', async () => {
      for (const i of [1, 2, 3]) {
        await under.bus.publish('dead-letter', {
          data: `poison ${i}`,
          attributes: { reason: `field ${i}`, topic: 'router' },
        });
      }
      await eventually(async () => (await under.bus.deadLetters(null, 3)).deadLetters.length === 3);
      const first = await under.bus.deadLetters(null, 2);
      const second = await under.bus.deadLetters(first.next, 2);
      expect([...first.deadLetters, ...second.deadLetters].map(({ data, reason }) => [data, reason])).toEqual(
        [
          ['poison 1', 'field 1'],
          ['poison 2', 'field 2'],
          ['poison 3', 'field 3'],
        ],
      );
      expect(second.next).toBeNull();
    });

    it('publishes a dead letter again, once, as it was', async () => {
      const attributes = { key: 'k', sentAt: 'then', reason: 'field x', topic: 'topic-a' };
      await under.bus.publish('dead-letter', { data: 'again', attributes });
      await eventually(async () => (await under.bus.deadLetters(null, 1)).deadLetters.length === 1);
      const { id } = (await under.bus.deadLetters(null, 1)).deadLetters[0]!;
      expect(await under.bus.deadLetter(id)).toMatchObject({
        id,
        topic: 'topic-a',
        reason: 'field x',
        data: 'again',
      });
      const seen: unknown[] = [];
      await under.bus.subscribe('topic-a', async ({ data }) => void seen.push(data.message));
      expect(await Promise.all([under.bus.replay(id), under.bus.replay(id)])).toEqual(
        expect.arrayContaining([true, false]),
      );
      await eventually(() => seen.length === 1);
      expect(seen).toEqual([
        expect.objectContaining({
          data: Buffer.from('again').toString('base64'),
          attributes: { key: 'k', sentAt: 'then' },
        }),
      ]);
      expect(await under.bus.deadLetter(id)).toBeNull();
      expect(await under.bus.replay('nothing')).toBe(false);
    });

    it('drops what is published to a relay’s topic that is not there, or is deleted', async () => {
      await under.bus.publish('relay-nowhere', message('x'));
      await under.bus.createTopic('relay-gone');
      await under.bus.publish('relay-gone', message('x'));
      await under.bus.deleteTopic('relay-gone');
      const { seen, handler } = recording();
      await under.bus.subscribe('relay-gone', handler);
      await under.bus.publish('relay-gone', message('after'));
      await eventually(() => seen.length === 1);
      expect(seen).toEqual(['after']);
    });

    it('given a topic that is ephemeral, then its messages are delivered in order', async () => {
      const { seen, handler } = recording();
      await under.bus.createTopic('relay-x', { ephemeral: true });
      await under.bus.subscribe('relay-x', handler);
      for (const data of ['1', '2', '3']) await under.bus.publish('relay-x', message(data, 'k'));
      await eventually(() => seen.length === 3);
      expect(seen).toEqual(['1', '2', '3']);
    });

    it('sets no timer while it has nothing to wait for: it does not poll', async () => {
      const { seen, handler } = recording();
      await under.bus.subscribe('topic-a', handler);
      await under.bus.publish('topic-a', message('x'));
      await eventually(() => seen.length === 1);
      expect(under.clock.timers).toBe(0);
    });

    it('given a subscription that closes, then the delivery under way ends and no other begins', async () => {
      let release = () => {};
      const seen: string[] = [];
      await under.bus.createTopic('topic-a');
      await under.bus.publish('topic-a', message('1', 'k'));
      await under.bus.publish('topic-a', message('2', 'k'));
      const subscription = await under.bus.subscribe('topic-a', async (event) => {
        seen.push(dataOf(event));
        await new Promise<void>((resolve) => (release = resolve));
      });
      await eventually(() => seen.length === 1);
      const closed = subscription.close();
      release();
      await closed;
      expect(seen).toEqual(['1']);
    });
  });
}
