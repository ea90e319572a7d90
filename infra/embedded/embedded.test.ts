import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { meaning, silentTelemetry, type MessagePublished } from '@parley/ports';
import {
  accountsContract,
  busContract,
  eventually,
  ManualClock,
  scriptsContract,
  storeContract,
} from '@parley/ports/contract';
import { EmbeddedBus } from './bus';
import { Database } from './database';
import { openEmbedded, systemIds } from './index';
import { storeMigrations } from './schema';

const root = mkdtempSync(path.join(tmpdir(), 'parley-embedded-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const folder = () => path.join(root, String(folders++));
const clockOf = () => new ManualClock();
const open = (directory = folder(), clock = clockOf()) =>
  openEmbedded({ directory, clock, ids: systemIds, telemetry: silentTelemetry });

busContract('on the embedded database', async () => {
  const directory = folder();
  const clock = clockOf();
  const opened = [open(directory, clock)];
  return {
    bus: opened[0]!.bus,
    clock,
    // The files as a crash would leave them: copied while the first process still has them open.
    async reopen() {
      const copy = folder();
      cpSync(directory, copy, { recursive: true, filter: (file) => !file.includes('lock.db') });
      opened.push(open(copy, clock));
      return opened[1]!.bus;
    },
    async close() {
      // The first may have a handler that never ends: it is left to the end of the tests.
      await opened.at(-1)!.close();
    },
  };
});
storeContract('on the embedded database', async () => open());
accountsContract('on the embedded database', async () => open());
scriptsContract('on disk', async () => open());

describe('a bus whose disk is full for a while', () => {
  const diskThatFills = () => {
    const disk = { isFull: false };
    const file = new Database(`${folder()}.db`, storeMigrations);
    const db = new Proxy(file, {
      get(target, name) {
        if (name === 'write' && disk.isFull)
          return () => Promise.reject(Object.assign(new Error('full'), { code: 'SQLITE_FULL' }));
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
      },
    });
    return { db, disk, file };
  };

  it('given a message that could not be acknowledged, when there is room again, then it is, and nothing came twice', async () => {
    // given
    const { db, disk, file } = diskThatFills();
    const clock = clockOf();
    const bus = new EmbeddedBus(db, clock, silentTelemetry);
    const rows = () => file.get<{ count: number }>('SELECT count(*) AS count FROM message')!.count;
    let release = () => {};
    let deliveries = 0;
    await bus.subscribe('topic-a', async () => {
      deliveries++;
      await new Promise<void>((resolve) => (release = resolve));
    });
    await bus.publish('topic-a', { data: 'x', attributes: {} });
    expect(rows()).toBe(1);
    disk.isFull = true;
    release();
    await eventually(() => clock.timers === 1);
    expect(rows()).toBe(1);
    // when there is room again, and nothing else happens
    disk.isFull = false;
    clock.advance(1_000);
    // then
    await eventually(() => rows() === 0);
    expect(bus.depth('topic-a')).toBe(0);
    expect(deliveries).toBe(1);
    await bus.close();
    file.close();
  });

  it('given a subscription that closes meanwhile, then it does close', async () => {
    // given
    let release = () => {};
    const { db, disk, file } = diskThatFills();
    const bus = new EmbeddedBus(db, clockOf(), silentTelemetry);
    let begun = false;
    const subscription = await bus.subscribe('topic-a', async () => {
      begun = true;
      await new Promise<void>((resolve) => (release = resolve));
    });
    await bus.publish('topic-a', { data: 'x', attributes: {} });
    await eventually(() => begun);
    // when
    disk.isFull = true;
    const closed = subscription.close();
    release();
    // then
    await expect(closed).resolves.toBeUndefined();
    disk.isFull = false;
    await bus.close();
    file.close();
  });
});

describe('what a message means', () => {
  it('given a subscriber in the same process, then it is handed that, and the same bytes beside it', async () => {
    // given
    const { bus, close } = open();
    let event: MessagePublished | null = null;
    await bus.subscribe('topic-a', async (delivered) => void (event = delivered));
    const meant = { text: 'x' };
    // when
    await bus.publish('topic-a', { data: 'é', attributes: { a: 'b' }, [meaning]: meant });
    await eventually(() => event !== null);
    // then
    expect(event![meaning]).toBe(meant);
    expect(event!.data.message).toMatchObject({ data: 'w6k=', attributes: { a: 'b' } });
    await close();
  });

  it('given a message that comes to its end in the turn in which it was published, then its bytes are never made', async () => {
    // given
    const { bus, close } = open();
    let bytes = 0;
    const message = {
      get data() {
        bytes++;
        return 'x';
      },
      attributes: {},
    };
    let handled = 0;
    await bus.subscribe('topic-a', async () => void handled++);
    // when
    await bus.publish('topic-a', message);
    await eventually(() => handled === 1 && bus.depth('topic-a') === 0);
    // then
    expect(bytes).toBe(0);
    await close();
  });

  it('given one that was read from the disk again, then there are its bytes alone', async () => {
    // given
    const directory = folder();
    const first = open(directory);
    await first.bus.createTopic('topic-a');
    await first.bus.publish('topic-a', { data: 'x', attributes: {}, [meaning]: 'x' });
    await first.close();
    // when
    const { bus, close } = open(directory);
    let event: MessagePublished | null = null;
    await bus.subscribe('topic-a', async (delivered) => void (event = delivered));
    await eventually(() => event !== null);
    // then
    expect(event![meaning]).toBeUndefined();
    expect(event!.data.message.data).toBe('eA==');
    await close();
  });
});

describe('run records', () => {
  it('given more than are kept of an owner, when none of them counts for a suspension any more, then the oldest go', async () => {
    // given
    const { store, close } = open();
    const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 3, 0, second)).toISOString();
    const decide = (n: number, second: number) =>
      store.decide({
        ...{ ownerId: 2, target: 'recv', senderId: 1, scriptVersion: 'v', outcome: 'answered', reason: '' },
        ...{ log: '', gas: 1, milliseconds: 1, at: at(second) },
        messageUid: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
        answer: { action: 'forward', messages: [], leftOut: 0 },
      });
    await Promise.all(Array.from({ length: 1_005 }, (_, n) => decide(n, 0)));
    expect(await store.spent(2, 'recv', at(-1))).toBe(1_005);
    // when
    await decide(2_000, 60);
    // then
    expect(await store.spent(2, 'recv', at(-1))).toBe(1_000);
    await close();
  });
});

describe('a data folder', () => {
  it('given a process that has it open, when another opens it, then it is told so and nothing is changed', async () => {
    const directory = folder();
    const first = open(directory);
    expect(() => open(directory)).toThrow(expect.objectContaining({ code: 'data-in-use' }));
    await first.close();
    const second = open(directory);
    expect(await second.store.head(1)).toBe(0);
    await second.close();
  });

  it('given data of a newer schema, when it is opened, then it is refused and left as it is', async () => {
    const directory = folder();
    await open(directory).close();
    new Database(
      path.join(directory, 'parley.db'),
      Array.from({ length: 99 }, () => 'SELECT 1'),
    ).close();
    expect(() => open(directory)).toThrow(expect.objectContaining({ code: 'schema-newer' }));
    expect(() => open(directory)).toThrow(/newer version of Parley/);
  });

  it('given a place where no folder can be, then the error says what to do', () => {
    const file = path.join(root, 'file');
    new Database(file, []).close();
    expect(existsSync(file)).toBe(true);
    expect(() => open(path.join(file, 'data'))).toThrow(expect.objectContaining({ code: 'not-a-folder' }));
  });
});

describe('group commit', () => {
  const table = ['CREATE TABLE t (n INTEGER PRIMARY KEY)'];

  it('commits the writes of one turn together, in their order', async () => {
    const db = new Database(`${folder()}.db`, table);
    const order: number[] = [];
    await Promise.all(
      [1, 2, 3].map((n) =>
        db.write(() => {
          order.push(n);
          db.run('INSERT INTO t VALUES (?)', n);
        }),
      ),
    );
    expect(order).toEqual([1, 2, 3]);
    expect(db.all('SELECT n FROM t')).toHaveLength(3);
    db.close();
  });

  it('given one write that fails, then it alone rejects, and the others are there', async () => {
    const db = new Database(`${folder()}.db`, table);
    const insert = (n: number) => db.write(() => db.run('INSERT INTO t VALUES (?)', n));
    const results = await Promise.allSettled([insert(1), insert(1), insert(2)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(db.all<{ n: number }>('SELECT n FROM t ORDER BY n').map(({ n }) => n)).toEqual([1, 2]);
    db.close();
  });

  it('given a database that is closed, then a write rejects with its code', async () => {
    const db = new Database(`${folder()}.db`, table);
    db.close();
    await expect(db.write(() => 1)).rejects.toMatchObject({ code: 'closed' });
  });
});
