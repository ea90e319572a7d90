import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openEmbedded, systemIds, type Embedded } from '@parley/embedded';
import { bootstrap, relayTopic, runStage, type Stage } from '@parley/pipeline';
import {
  silentTelemetry,
  type MessagePublished,
  type OutgoingMessage,
  type Publisher,
  type Runner,
} from '@parley/ports';
import { ManualClock } from '@parley/ports/contract';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';

const [ada, ben] = [1, 2];
const relay = 'r';
let directory: string;
let clock: ManualClock;
let embedded: Embedded;
beforeEach(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'parley-hops-'));
  clock = new ManualClock();
  embedded = openEmbedded({ directory, clock, ids: systemIds, telemetry: silentTelemetry });
  await embedded.store.putLease(relay, clock.now() + 30_000);
  for (const userId of [ada, ben])
    await embedded.store.putSession({ sessionId: systemIds.uuid(), userId, relayId: relay }, clock.now());
});
afterEach(async () => {
  await embedded.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Scripts that let everything pass as it is. */
const runner: Runner = {
  run: async () => ({ kind: 'finished', output: '{"action":"forward"}', gas: 1, milliseconds: 1 }),
  check: async () => [],
  close: async () => {},
};

const pushOf = (topic: string, { data, attributes }: OutgoingMessage): MessagePublished => ({
  specversion: '1.0',
  type: 'google.cloud.pubsub.topic.v1.messagePublished',
  id: '1',
  source: `//pubsub.googleapis.com/projects/p/topics/${topic}`,
  time: '2026-01-02T03:04:05.000Z',
  data: {
    subscription: topic,
    message: {
      data: Buffer.from(data).toString('base64'),
      attributes: { ...attributes },
      messageId: '1',
      publishTime: '2026-01-02T03:04:05.000Z',
    },
  },
});

/** Sends a message of Ada's to Ben; gives the topics it passed, each a hop over the broker. */
async function topicsPassed(): Promise<string[]> {
  const { store, scripts } = embedded;
  const activeScript = scripts.active.bind(scripts);
  const stages: Stage[] = [
    jolieExec({ activeScript, store, runner, clock }),
    autoReply({ store }),
    router({ store, clock }),
  ];
  const passed: string[] = [];
  const publisher: Publisher = {
    async publish(topic, message) {
      passed.push(topic);
      const stage = stages.find(({ name }) => name === topic);
      if (stage === undefined) return;
      await runStage(stage, { clock, telemetry: silentTelemetry })(pushOf(topic, message), publisher);
    },
  };
  const send = bootstrap({
    store,
    publisher,
    clock,
    ids: systemIds,
    telemetry: silentTelemetry,
    usersExist: async () => true,
  });
  const sent = await send({
    senderId: ada,
    sessionId: systemIds.uuid(),
    messageBody: 'hello',
    recipientIds: [ben],
  });
  expect(sent.kind).toBe('accepted');
  return passed;
}

async function automate(userId: number, target: 'send' | 'recv'): Promise<void> {
  await embedded.scripts.put(userId, target, 'a script', clock.now());
  await embedded.store.setInterest('jolie-exec', userId, true, clock.now());
}

describe('the way of a message over the broker', () => {
  it('given people who automate nothing, then it has two hops', async () => {
    expect(await topicsPassed()).toEqual(['router', relayTopic(relay)]);
  });

  it('given scripts on both sides, then it has three', async () => {
    await automate(ada, 'send');
    await automate(ben, 'recv');
    expect(await topicsPassed()).toEqual(['jolie-exec', 'router', relayTopic(relay)]);
    const { items } = await embedded.store.runs(ben, { limit: 10 });
    expect(items.map(({ outcome }) => outcome)).toEqual(['answered']);
  });

  it('given nobody who is there, then it ends at the router', async () => {
    await embedded.store.deleteLease(relay, clock.now());
    expect(await topicsPassed()).toEqual(['router']);
  });
});
