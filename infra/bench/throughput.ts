import { readFileSync } from 'node:fs';
import path from 'node:path';
import { activeScripts, createUploads, WorkerRunner } from '@parley/automation';
import { openEmbedded, systemClock, systemIds } from '@parley/embedded';
import { bootstrap, runStage } from '@parley/pipeline';
import { silentTelemetry, type Telemetry } from '@parley/ports';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';
import { sideBySide, type Row } from '@parley/jolie/bench';
import { queueRate } from './baselines';

const messages = 3_000;
const rounds = 5;
/** Pairs of people who write to each other; one of five has a script for what they receive. */
const conversations = 200;
const withScript = 40;
/** Before they count, so many messages go the same way. */
const warmUp = 400;

/** Calls when the last stage is done with so many messages. */
function arrivals() {
  let left = Infinity;
  let arrived = () => {};
  const telemetry: Telemetry = {
    ...silentTelemetry,
    count(name, labels) {
      if (name !== 'parley_stage_messages_total' || labels?.['stage'] !== 'router') return;
      if (--left === 0) arrived();
    },
  };
  return {
    telemetry,
    after: (count: number) =>
      new Promise<void>((resolve) => {
        left = count;
        arrived = resolve;
      }),
  };
}

/**
 * Messages per second from bootstrap through every stage into two inboxes, durable. Every conversation offers its next message
 * when the one before is accepted; in one of five the script runs, whose answer is a message too, and not counted.
 */
async function pipelineRate(directory: string, workerFile: string, now: () => number): Promise<number> {
  const embedded = openEmbedded({
    directory,
    clock: systemClock,
    ids: systemIds,
    telemetry: silentTelemetry,
  });
  const { bus, store, scripts } = embedded;
  const { telemetry, after } = arrivals();
  const deps = { clock: systemClock, telemetry };
  const runner = new WorkerRunner({ workerFile, ...deps });
  const uploads = createUploads({ runner, scripts, interests: store, clock: systemClock });
  const source = readFileSync('functions/jolie/bench/automation.ol', 'utf8');
  for (let i = 0; i < withScript; i++) await uploads.upload(1 + conversations + i, 'recv', source);
  const stages = [
    jolieExec({
      activeScript: activeScripts(scripts, systemClock, 900),
      store,
      runner,
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
  const offer = async (count: number): Promise<void> => {
    let offered = 0;
    const each = async (senderId: number) => {
      while (offered < count) {
        offered++;
        const recipientIds = [senderId + conversations];
        const sent = await send({ senderId, messageBody: 'x'.repeat(100), recipientIds });
        if (sent.kind !== 'accepted') throw new Error(`refused: ${JSON.stringify(sent)}`);
      }
    };
    await Promise.all(Array.from({ length: conversations }, (_, i) => each(1 + i)));
  };
  /** Conversations take turns, so that a fifth of the messages, whoever offers them, is answered by a script. */
  const pass = async (count: number) => {
    const all = after(count + Math.floor((count * withScript) / conversations) - withScript);
    await offer(count);
    await all;
  };
  await pass(warmUp);
  const from = now();
  await pass(messages);
  const seconds = (now() - from) / 1000;
  await runner.close();
  await embedded.close();
  return messages / seconds;
}

/** The pipeline beside bare SQLite of the same binding and durability. */
export async function throughput(folder: () => string, workerFile: string, now: () => number): Promise<Row> {
  const measured = await sideBySide(
    rounds,
    () => pipelineRate(folder(), workerFile, now),
    () => queueRate(path.join(folder(), 'bare.db'), 20_000, now),
  );
  return {
    what: 'messages through all stages, durable, a fifth with a script',
    unit: 'messages/s',
    ...measured,
    baselineName: 'bare SQLite, insert and delete, commits of 100',
    better: 'more',
  };
}
