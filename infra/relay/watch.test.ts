import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Presence, UserPresence } from '@parley/ports';
import { lookAgain, presenceFrame, Watch } from './watch';

type World = Map<number, UserPresence>;

/** People as a store knows them, with whom it was asked for; and a watch on it, with what it told. */
function scene() {
  const world: World = new Map();
  const asked: { call: 'presenceOf' | 'sessionsOf'; users: readonly number[] }[] = [];
  const away = { isIt: false };
  const ask = (call: 'presenceOf' | 'sessionsOf', users: readonly number[]) => {
    asked.push({ call, users });
    if (away.isIt) throw new Error('the store is away');
    return users.flatMap((id) => world.get(id) ?? []);
  };
  const store: Pick<Presence, 'presenceOf' | 'sessionsOf'> = {
    presenceOf: async (users) => ask('presenceOf', users),
    sessionsOf: async (users) =>
      ask('sessionsOf', users)
        .filter(({ online }) => online)
        .map(({ userId }) => ({ sessionId: `session-${userId}`, userId, relayId: 'relay' })),
  };
  const clock = { now: () => 0, setTimer: () => ({ cancel: () => {} }) };
  const deps = { store, clock };
  const open = () => {
    const told: string[] = [];
    const watch = new Watch(store, clock, ({ userId, online }) =>
      told.push(`${userId} ${online ? 'came' : 'went'}`),
    );
    return { watch, told };
  };
  const beat = async (...watches: readonly Watch[]) => {
    const online = await lookAgain(deps, watches);
    for (const watch of watches) await watch.refresh(online);
  };
  const is = (userId: number, online: boolean) => world.set(userId, { userId, online, since: 0 });
  return { open, beat, is, asked, away };
}

describe('the people whom sessions watch', () => {
  it('given nobody who came or went, then a heartbeat asks for sessions once, for all who watch', async () => {
    const { open, beat, is, asked } = scene();
    is(1, true);
    is(2, false);
    const [ada, ben] = [open(), open()];
    await ada.watch.set([1, 2]);
    await ben.watch.set([2, 1]);
    asked.length = 0;
    await beat(ada.watch, ben.watch);
    expect(asked).toEqual([{ call: 'sessionsOf', users: [1, 2] }]);
    expect([ada.told, ben.told]).toEqual([
      ['1 came', '2 went'],
      ['2 went', '1 came'],
    ]);
  });

  it('given a relay that died without a word, then those who watch its people are told', async () => {
    const { open, beat, is, asked } = scene();
    is(1, true);
    is(2, true);
    const { watch, told } = open();
    await watch.set([1, 2]);
    is(1, false);
    asked.length = 0;
    await beat(watch);
    expect(told).toEqual(['1 came', '2 came', '1 went']);
    expect(asked.at(-1)).toEqual({ call: 'presenceOf', users: [1] });
  });

  it('given a first look that failed, then the next heartbeat tells how everybody is', async () => {
    const { open, beat, is, away } = scene();
    is(1, true);
    is(2, false);
    const { watch, told } = open();
    away.isIt = true;
    await expect(watch.set([1, 2])).rejects.toThrow('away');
    await expect(beat(watch)).rejects.toThrow('away');
    away.isIt = false;
    await beat(watch);
    expect(told).toEqual(['1 came', '2 went']);
  });

  it('given people who are watched since the look, then nothing is concluded of them', async () => {
    const { open, is } = scene();
    is(1, true);
    const { watch, told } = open();
    await watch.set([1]);
    await watch.refresh(new Map());
    expect(told).toEqual(['1 came']);
  });

  it('given nobody who is watched, then nothing is asked', async () => {
    const { open, beat, asked } = scene();
    await beat(open().watch);
    expect(asked).toEqual([]);
  });

  it('given any comings and goings, heard of or not, then after a heartbeat each knows how everybody is', async () => {
    const event = fc.record({
      userId: fc.integer({ min: 1, max: 4 }),
      online: fc.boolean(),
      heard: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(event), fc.subarray([1, 2, 3, 4]), async (events, watched) => {
        const { open, beat, is } = scene();
        const { watch, told } = open();
        await watch.set(watched);
        const last = new Map<number, boolean>();
        for (const { userId, online, heard } of events) {
          is(userId, online);
          last.set(userId, online);
          if (heard) watch.offer(presenceFrame({ userId, online, since: 0 }));
        }
        await beat(watch);
        const known = new Map(told.map((each) => each.split(' ') as [string, string]));
        for (const userId of watched) {
          const expected = last.has(userId) ? (last.get(userId) ? 'came' : 'went') : undefined;
          expect(known.get(String(userId))).toBe(expected);
        }
      }),
    );
  });
});
