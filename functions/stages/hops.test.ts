import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { relayTopic } from '@parley/pipeline';
import { ManualClock } from '@parley/ports/contract';
import { openWay } from '../../infra/bench/hops';

const relay = 'r';
let directory: string;
let clock: ManualClock;
let way: Awaited<ReturnType<typeof openWay>>;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'parley-hops-'));
  clock = new ManualClock();
  way = await openWay(directory, clock, relay);
});
afterEach(async () => {
  await way.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('the way of a message over the broker', () => {
  it('given people who automate nothing, then it has two hops', async () => {
    expect(await way.topicsPassed()).toEqual(['router', relayTopic(relay)]);
  });

  it('given scripts on both sides, then it has three', async () => {
    const [ada, ben] = way.people;
    await way.automate(ada, 'send');
    await way.automate(ben, 'recv');
    expect(await way.topicsPassed()).toEqual(['jolie-exec', 'router', relayTopic(relay)]);
    const { items } = await way.store.runs(ben, { limit: 10 });
    expect(items.map(({ outcome }) => outcome)).toEqual(['answered']);
  });

  it('given nobody who is there, then it ends at the router', async () => {
    await way.store.deleteLease(relay, clock.now());
    expect(await way.topicsPassed()).toEqual(['router']);
  });
});
