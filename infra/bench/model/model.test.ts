import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BenchError } from '../errors';
import { assumptions, sizes } from './assumptions';
import { help, readCommandLine } from '../scale/command-line';
import { demandOf, distinctOf } from './demand';
import { entrySize } from './entry-size';
import {
  autoReplyOperations,
  bootstrapOperations,
  heartbeatOperations,
  jolieExecOperations,
  routerOperations,
} from './operations';
import { instancesFor, planOf } from './plan';
import { cellsOf, quotas, usesOf } from './quotas';
import { readData } from './read-data';
import { figure, usersText } from './table';
import { fields, usualWorkload, type Workload } from './workload';

const data = readData('.');
const { times } = data;
const workload: fc.Arbitrary<Workload> = fc.record(
  Object.fromEntries(
    fields.map(({ name, lowest, highest, isWhole }) => [
      name,
      name === 'users'
        ? fc.integer({ min: 1, max: 100_000_000 })
        : isWhole === true
          ? fc.integer({ min: lowest, max: Math.min(highest, 1_000) })
          : // In thousandths, as an argument can say it.
            fc
              .integer({ min: lowest * 1_000, max: Math.min(highest, 200) * 1_000 })
              .map((thousandths) => thousandths / 1_000),
    ]),
  ) as unknown as { [K in keyof Workload]: fc.Arbitrary<number> },
);

describe('the operations of a message, by hand', () => {
  it('given two people without scripts, then bootstrap reads 5 documents and writes 1', () => {
    expect(bootstrapOperations(1)).toEqual({ reads: 5, writes: 1, deletes: 0 });
  });

  it('given two people, each on a relay, then the router reads 11 documents and writes 4', () => {
    // One block, three for each inbox, two sessions, two leases.
    expect(routerOperations(1, { sessions: 2, relays: 2 })).toEqual({ reads: 11, writes: 4, deletes: 0 });
  });

  it('given both people’s scripts run, then jolie-exec reads 9 documents and an eighth, and writes 2', () => {
    expect(jolieExecOperations(1, 2)).toEqual({ reads: 9.125, writes: 2, deletes: 2 });
  });

  it('given a fixed reply that is sent, then auto-reply reads 4 documents, writes 2 and one goes again', () => {
    expect(autoReplyOperations(1, 1, 1)).toEqual({ reads: 4, writes: 2, deletes: 1 });
  });

  it('given nobody who is watched, then a heartbeat reads nothing', () => {
    expect(heartbeatOperations(0, { sessions: 0, relays: 0 }).reads).toBe(0);
  });
});

describe('the demand', () => {
  const plain: Workload = {
    ...usualWorkload,
    users: 86_400,
    messagesPerUserDay: 10,
    fanout: 1,
    groups: 0,
    scripted: 0,
    autoReply: 0,
    online: 0.1,
    sessionsPerUser: 1,
    peak: 2,
  };

  it('given 86,400 people who write 10 messages a day, then 10 come in a second, 20 in the busiest hour', () => {
    const { messagesPerSecond, peakMessagesPerSecond } = demandOf(plain, times);
    expect([messagesPerSecond, peakMessagesPerSecond]).toEqual([10, 20]);
  });

  it('given a fifth of them online in the busiest hour, then 17,280 sockets stand on 29 relays', () => {
    const { peakSockets, relays } = demandOf(plain, times);
    expect(peakSockets).toBeCloseTo(17_280, 6);
    expect(relays).toBe(Math.ceil(17_280 / (1_000 * assumptions.target)));
  });

  it('given no program that answers, then a message lies in two inboxes and visits only the router', () => {
    const { entries, stations } = demandOf(plain, times).perMessage;
    expect(entries).toBe(2);
    expect(stations.map(({ name, visits }) => [name, visits])).toEqual([
      ['jolie-exec', 0],
      ['auto-reply', 0],
      ['router', 1],
    ]);
  });

  it('given more sockets than people could have, then no more than all of them stand', () => {
    expect(demandOf({ ...plain, online: 0.9, peak: 50 }, times).peakSockets).toBe(86_400);
  });

  it('is never negative and always a number', () => {
    fc.assert(
      fc.property(workload, (given) => {
        const { demand, instances, costs } = planOf(given, data);
        const { reads, writes, deletes } = demand.perMessage.operations;
        const all = [
          reads,
          writes,
          deletes,
          demand.sockets,
          demand.storageBytesPerDay,
          demand.egressBytesPerSecond,
        ];
        all.push(...instances.flatMap(({ peak, mean }) => [peak, mean]), ...costs.map(({ usd }) => usd));
        expect(all.filter((value) => !(value >= 0 && Number.isFinite(value)))).toEqual([]);
      }),
    );
  });

  it.each([
    'users',
    'messagesPerUserDay',
    'fanout',
    'scripted',
    'sessionsPerUser',
    'connectsPerUserDay',
  ] as const)('given more of %s, then nothing costs less', (name) => {
    fc.assert(
      fc.property(workload, fc.double({ min: 1, max: 3, noNaN: true }), (given, factor) => {
        const { highest, isWhole } = fields.find((field) => field.name === name)!;
        const more = Math.min(highest, given[name] * factor);
        const grown = { ...given, [name]: isWhole === true ? Math.ceil(more) : more };
        const [less, greater] = [planOf(given, data), planOf(grown, data)];
        expect(greater.usdPerMonth).toBeGreaterThanOrEqual(less.usdPerMonth * (1 - 1e-9));
        expect(greater.operations.writes).toBeGreaterThanOrEqual(less.operations.writes * (1 - 1e-9));
      }),
    );
  });

  it('given twice the users at a size where relays are many, then twice the operations', () => {
    const one = planOf({ ...usualWorkload, users: 1_000_000_000 }, data);
    const two = planOf({ ...usualWorkload, users: 2_000_000_000 }, data);
    for (const name of ['reads', 'writes', 'deletes'] as const) {
      expect(two.operations[name] / one.operations[name]).toBeCloseTo(2, 2);
    }
    expect(two.usdPerMonth / one.usdPerMonth).toBeCloseTo(2, 1);
  });

  it('counts distinct relays between one and the smaller of both numbers', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (relays, sockets) => {
          const distinct = distinctOf(relays, sockets);
          expect(distinct).toBeGreaterThanOrEqual(Math.min(1, sockets) * (1 - 1e-6) - 1e-9);
          expect(distinct).toBeLessThanOrEqual(relays * (1 + 1e-9));
        },
      ),
    );
    expect(distinctOf(2, 2)).toBeCloseTo(1.5, 12);
  });

  it('given a station whose requests wait, then Little’s law gives its instances', () => {
    // 100 a second, 0.4 s each: 40 under way; 10 places at 60 %: 6.67 instances.
    const station = { processorMilliseconds: 1, waitMilliseconds: 399 };
    expect(instancesFor(100, station, { places: 10, vcpu: 1 })).toBeCloseTo(40 / 10 / assumptions.target, 9);
  });

  it('given a station whose requests compute, then the processor bounds its instances', () => {
    const station = { processorMilliseconds: 50, waitMilliseconds: 0 };
    expect(instancesFor(100, station, { places: 80, vcpu: 2 })).toBeCloseTo(5 / 2 / assumptions.target, 9);
  });
});

describe('the size of an inbox’s entry', () => {
  it('grows by the text, and by an index entry for each word and each person', () => {
    const given = { users: 100, people: 2, bodyBytes: 100, words: 10 };
    const one = entrySize(given);
    expect(entrySize({ ...given, bodyBytes: 150 }).document - one.document).toBe(50);
    expect(entrySize({ ...given, words: 11 }).indexEntries - one.indexEntries).toBe(1);
    expect(entrySize({ ...given, people: 3 }).indexEntries - one.indexEntries).toBe(1);
  });

  it('has the composite indexes of firestore.indexes.json, and none of its exempted fields', () => {
    const { indexes, fieldOverrides } = JSON.parse(readFileSync('firestore.indexes.json', 'utf8')) as {
      indexes: { collectionGroup: string; fields: { fieldPath: string }[] }[];
      fieldOverrides: { collectionGroup: string; fieldPath: string; indexes: unknown[] }[];
    };
    const ofInbox = indexes.filter(({ collectionGroup }) => collectionGroup === 'inbox');
    const ofWords = ofInbox.filter(({ fields: of }) => of.some(({ fieldPath }) => fieldPath === 'words'));
    // The position both ways, four fields one way, two people, four composite indexes, and one with an entry for each word.
    expect(entrySize({ users: 1, people: 2, bodyBytes: 1, words: 5 }).indexEntries).toBe(2 + 4 + 2 + 4 + 5);
    expect([ofInbox.length - ofWords.length, ofWords.length]).toEqual([4, 1]);
    const fieldsWith = (count: number) =>
      fieldOverrides
        .filter((each) => each.collectionGroup === 'inbox' && each.indexes.length === count)
        .map(({ fieldPath }) => fieldPath)
        .sort();
    expect(fieldsWith(1)).toEqual(['conversation', 'isLast', 'messageUid', 'senderId']);
    expect(fieldsWith(0)).toEqual([
      'causedBy',
      'fromAutoReply',
      'isOwn',
      'messageBody',
      'recipientIds',
      'sentAt',
      'words',
    ]);
  });
});

describe('the limits', () => {
  it('given more users than a limit is met at, then it is met, and with one less it is not', () => {
    const plan = planOf(usualWorkload, data);
    for (const { quota, metAtUsers } of usesOf(plan, data)) {
      if (metAtUsers === null) continue;
      const demandAt = (users: number) => quota.demand(planOf({ ...usualWorkload, users }, data));
      expect(demandAt(metAtUsers)).toBeGreaterThan(quota.value);
      if (metAtUsers > 1) expect(demandAt(metAtUsers - 1)).toBeLessThanOrEqual(quota.value);
    }
  });

  it('says of each where it was read, and what to do', () => {
    for (const { source, then, unit, value } of quotas) {
      expect([source, then, unit].every((text) => text.length > 3)).toBe(true);
      expect(value).toBeGreaterThan(0);
    }
  });

  it('given a thousand users, then one cell is enough, and a billion need many', () => {
    expect(cellsOf(planOf({ ...usualWorkload, users: 1_000 }, data))).toBe(1);
    expect(cellsOf(planOf({ ...usualWorkload, users: 1_000_000_000 }, data))).toBeGreaterThan(10);
  });

  it('takes the sizes of the parts from the production configuration', () => {
    const text = readFileSync('terraform/environments/production.tfvars', 'utf8');
    const valueOf = (part: string, key: string) => {
      const line = text.split('\n').find((each) => new RegExp(`^ *${part} *=`).test(each))!;
      return Number(new RegExp(`\\b${key} *= *"?(\\d+)`).exec(line)?.[1]);
    };
    expect([valueOf('relay_size', 'sockets'), valueOf('relay_size', 'max_instances')]).toEqual([
      sizes.relay.places,
      sizes.relay.maxInstances,
    ]);
    for (const part of ['jolie-exec', 'auto-reply', 'router'] as const) {
      expect([valueOf(part, 'concurrency'), valueOf(part, 'max_instances')]).toEqual([
        sizes[part].places,
        sizes[part].maxInstances,
      ]);
    }
  });

  it('lists the limit of each field that only grows, unless it is exempted from indexing', () => {
    const { fieldOverrides } = JSON.parse(readFileSync('firestore.indexes.json', 'utf8')) as {
      fieldOverrides: { collectionGroup: string; fieldPath: string }[];
    };
    const isExempted = (collection: string, field: string) =>
      fieldOverrides.some(
        ({ collectionGroup, fieldPath }) => collectionGroup === collection && fieldPath === field,
      );
    const isListed = (text: string) => quotas.some(({ name }) => name.endsWith(text));
    expect(isListed('leases.until')).toBe(true);
    expect(isListed('leases.until')).toBe(!isExempted('leases', 'until'));
    expect(isListed('sends.sentAt')).toBe(!isExempted('sends', 'sentAt'));
    expect(isListed('sessions.since')).toBe(!isExempted('sessions', 'since'));
  });
});

describe('the command line', () => {
  it('given nothing, then the usual workload is meant', () => {
    expect(readCommandLine([])).toEqual({ kind: 'plan', workload: usualWorkload, json: false });
  });

  it('given every argument, then each says what it says', () => {
    const argv = fields.flatMap(({ flag, lowest }) => [`--${flag}`, String(lowest)]);
    const asked = readCommandLine([...argv, '--json']);
    const expected = Object.fromEntries(fields.map(({ name, lowest }) => [name, lowest]));
    expect(asked).toEqual({ kind: 'plan', workload: expected, json: true });
  });

  it.each([
    [['--users', '0'], '--users is "0"; it must be a whole number from 1 to 2,147,483,647.'],
    [['--users', '1.5'], '--users is "1.5"'],
    [['--users', '1e6'], '--users is "1e6"'],
    [['--scripted', '1.1'], '--scripted is "1.1"; it must be a number from 0 to 1.'],
    [['--online', '-1'], '--online'],
    [['--nothing'], 'nothing'],
    [['--simulate', '--seed', 'x'], '--seed must be a whole number'],
  ])('given %j, then it is refused and the argument is named', (argv, text) => {
    const refusal = () => readCommandLine(argv);
    expect(refusal).toThrow(BenchError);
    expect(refusal).toThrow(text);
    expect(refusal).toThrow('--help');
  });

  it('names every argument in the help', () => {
    for (const { flag, meaning } of fields)
      expect(help()).toMatch(new RegExp(`--${flag} .*${meaning.slice(0, 20)}`));
  });
});

describe('the figures', () => {
  it.each([
    [0, '0'],
    [0.00123, '0.00123'],
    [12.345, '12.3'],
    [999.6, '1 k'],
    [1_234_567, '1.23 M'],
    [5e12, '5 T'],
  ])('writes %p as %s', (value, text) => expect(figure(value)).toBe(text));

  it.each([
    [1_000, '1 thousand'],
    [10_000_000, '10 million'],
    [1_000_000_000, '1 billion'],
  ])('names %p users %s', (users, text) => expect(usersText(users)).toBe(text));
});
