import { beforeEach, describe, expect, it } from '@jest/globals';
import { Updates, type Registration, type Workers } from './updates';

let told: string[];
let reloads: number;
let looks: number;
let found: () => void;
let took: () => void;
let installing: EventTarget;
let registration: { -readonly [K in keyof Registration]: Registration[K] };
const waiting = { postMessage: (message: string) => void told.push(message) };

beforeEach(() => {
  told = [];
  reloads = looks = 0;
  installing = new EventTarget();
  registration = {
    waiting: null,
    installing,
    update: () => (looks++, Promise.resolve()),
    addEventListener: (_, listener) => (found = listener),
  };
});
async function begin(change: Partial<Workers> = {}) {
  const updates = new Updates(
    {
      controller: {},
      register: () => Promise.resolve(registration),
      addEventListener: (_, listener) => (took = listener),
      ...change,
    },
    () => reloads++,
  );
  await updates.begin();
  return updates;
}
const install = () => {
  found();
  registration.waiting = waiting;
  installing.dispatchEvent(new Event('statechange'));
};

describe('a new version of the page', () => {
  it('is told of when it is ready, and takes over when the reader says so', async () => {
    // given
    const updates = await begin();
    expect(updates.isReady.get()).toBe(false);
    // when
    install();
    // then
    expect(updates.isReady.get()).toBe(true);
    expect(told).toEqual([]);
    updates.apply();
    expect(told).toEqual(['take over']);
    took();
    expect(reloads).toBe(1);
  });

  it('is told of when it waits since an earlier visit', async () => {
    registration.waiting = waiting;
    expect((await begin()).isReady.get()).toBe(true);
  });

  it('is asked for by a page that stays open', async () => {
    await (await begin()).look();
    expect(looks).toBe(1);
  });

  it('is none on the first visit', async () => {
    const updates = await begin({ controller: null });
    install();
    expect(updates.isReady.get()).toBe(false);
  });

  it('is never ready where the browser allows no service worker', async () => {
    const updates = await begin({ register: () => Promise.reject(new Error('not allowed')) });
    updates.apply();
    expect(updates.isReady.get()).toBe(false);
  });
});
