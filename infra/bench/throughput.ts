import path from 'node:path';
import { openEmbedded, systemClock, systemIds } from '@parley/embedded';
import { bootstrap, runStage } from '@parley/pipeline';
import { silentTelemetry } from '@parley/ports';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';
import { queueRate } from './baselines';
import { sideBySide, type Row } from '@parley/jolie/bench';

const messages = 2_000;
const conversations = 50;

/** Messages per second from bootstrap through every stage into two inboxes, durable, all offered at once. */
async function pipelineRate(directory: string, now: () => number): Promise<number> {
  const embedded = openEmbedded({
    directory,
    clock: systemClock,
    ids: systemIds,
    telemetry: silentTelemetry,
  });
  const { bus, store } = embedded;
  const deps = { clock: systemClock, telemetry: silentTelemetry };
  const unused = async () => {
    throw new Error('no script runs here');
  };
  const stages = [
    jolieExec({
      activeScript: async () => null,
      store: store,
      runner: { run: unused, check: unused, close: unused },
      clock: systemClock,
    }),
    autoReply({ store }),
    router({ store, clock: systemClock }),
  ];
  for (const { name } of stages) await bus.createTopic(name);
  for (const stage of stages) await bus.subscribe(stage.name, runStage(stage, deps));
  // No stage is left off: every message visits all of them.
  const send = bootstrap({
    store,
    publisher: bus,
    ids: systemIds,
    ...deps,
    usersExist: async () => true,
    stagesWithInterests: [],
  });
  const from = now();
  await Promise.all(
    Array.from({ length: messages }, async (_, i) => {
      const senderId = 1 + (i % conversations);
      const sent = await send({
        senderId,
        messageBody: 'x'.repeat(100),
        recipientIds: [senderId + conversations],
      });
      if (sent.kind !== 'accepted') throw new Error(`refused: ${JSON.stringify(sent)}`);
    }),
  );
  const heads = () =>
    Promise.all(Array.from({ length: conversations }, (_, i) => store.head(1 + i))).then((all) =>
      all.reduce((a, b) => a + b, 0),
    );
  while ((await heads()) < messages) await new Promise((resolve) => setTimeout(resolve, 2));
  const seconds = (now() - from) / 1000;
  await embedded.close();
  return messages / seconds;
}

export async function throughput(folder: () => string, now: () => number): Promise<Row> {
  const measured = await sideBySide(
    5,
    () => pipelineRate(folder(), now),
    () => queueRate(path.join(folder(), 'bare.db'), 20_000, now),
  );
  return {
    what: 'messages through all stages, durable, group commit',
    unit: 'messages/s',
    ...measured,
    baselineName: 'bare SQLite, insert and delete, commits of 100',
    better: 'more',
  };
}
