import { openEmbedded, systemIds } from '@parley/embedded';
import { bootstrap, runStage, type Stage } from '@parley/pipeline';
import {
  silentTelemetry,
  type Clock,
  type MessagePublished,
  type OutgoingMessage,
  type Publisher,
  type Runner,
} from '@parley/ports';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';
import { samplesOf, type Row } from '@parley/jolie/bench';

const [ada, ben] = [1, 2];

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

/**
 * The way of a message between two people through the product's stages, over a broker that notes what it carries. Both
 * are at the relay `relayId`; the data lie in `directory`.
 */
export async function openWay(directory: string, clock: Clock, relayId: string) {
  const embedded = openEmbedded({ directory, clock, ids: systemIds, telemetry: silentTelemetry });
  const { store, scripts } = embedded;
  await store.putLease(relayId, clock.now() + 30_000);
  for (const userId of [ada, ben])
    await store.putSession({ sessionId: systemIds.uuid(), userId, relayId }, clock.now());
  const stages: Stage[] = [
    jolieExec({ activeScript: scripts.active.bind(scripts), store, runner, clock }),
    autoReply({ store }),
    router({ store, clock }),
  ];
  return {
    store,
    /** Ada's and Ben's ids. */
    people: [ada, ben] as const,
    async automate(userId: number, target: 'send' | 'recv'): Promise<void> {
      await scripts.put(userId, target, 'a script', clock.now());
      await store.setInterest('jolie-exec', userId, true, clock.now());
    },
    /** Sends a message of Ada's to Ben; gives the topics it passed, each a hop over the broker. */
    async topicsPassed(): Promise<string[]> {
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
      if (sent.kind !== 'accepted') throw new Error(`the message was not accepted: ${sent.kind}`);
      return passed;
    },
    close: () => embedded.close(),
  };
}

/** How often a message goes over the broker, counted: without scripts, and with some on both sides. */
export async function hops(directory: string, clock: Clock): Promise<Row[]> {
  const way = await openWay(directory, clock, 'bench');
  try {
    const row = (what: string, passed: readonly string[], atMost: number): Row => ({
      what: `hops over the broker of a message ${what}`,
      unit: 'hops',
      ours: samplesOf([passed.length]),
      better: 'less',
      goal: { of: 'ours', atMost },
    });
    const plain = await way.topicsPassed();
    await way.automate(ada, 'send');
    await way.automate(ben, 'recv');
    return [
      row('that nobody automates', plain, 2),
      row('with scripts on both sides', await way.topicsPassed(), 3),
    ];
  } finally {
    await way.close();
  }
}
