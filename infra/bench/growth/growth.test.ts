import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { samplesOf } from '@parley/jolie/bench';
import { fillInbox } from './fill';
import { endAndLowest, perUnit, seriesOf } from './series';
import { openStack } from './stack';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'parley-growth-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const one = { senderId: 1, recipientIds: [2], messageBody: 'hello' };

describe('an inbox that was filled', () => {
  it('given one message, when 49 more are filled in, then the product reads, finds and goes on as with any others', async () => {
    const before = await openStack(directory);
    await before.pass(1, 1, () => one);
    await before.close();
    fillInbox(directory, 2, 49);
    const stack = await openStack(directory);
    try {
      const newest = await stack.store.read(2, { before: Number.MAX_SAFE_INTEGER, limit: 100 });
      expect(newest.map(({ position }) => position)).toEqual(Array.from({ length: 50 }, (_, i) => 1 + i));
      const [found] = await stack.store.search(2, { words: ['word7'], limit: 10 });
      expect(found).toMatchObject({ senderId: 1, messageBody: 'word7 and some more of it', position: 8 });
      const [conversation] = await stack.store.conversations(2, { limit: 10 });
      expect(conversation).toMatchObject({ unread: 50, last: { position: 50 } });
      await stack.pass(3, 1, () => one);
      expect(await stack.store.head(2)).toBe(53);
    } finally {
      await stack.close();
    }
  });
});

describe('a cost that grows', () => {
  const costs = (...values: number[]) => values.map((value) => samplesOf([value]));

  it('given sizes, then each is measured in each round, and the costs stand in their order', async () => {
    const series = await seriesOf(2, [10, 20], async (size, i) => size * 2 + i);
    expect(series).toEqual({ sizes: [10, 20], costs: costs(20, 41) });
  });

  it('given a fixed cost that hides a steep end, then the end is held to the cheapest before it', () => {
    const steep = perUnit({ sizes: [1, 10, 100], costs: costs(1_000, 1_100, 110_000) });
    expect(endAndLowest(steep)).toEqual({
      end: { size: 100, cost: samplesOf([1_100]) },
      lowest: { size: 10, cost: samplesOf([110]) },
    });
  });
});
