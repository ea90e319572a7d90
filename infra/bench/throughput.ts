import { readFileSync } from 'node:fs';
import path from 'node:path';
import { activeScripts, WorkerRunner } from '@parley/automation';
import { openEmbedded, systemClock, systemIds } from '@parley/embedded';
import { bootstrap, runStage } from '@parley/pipeline';
import { silentTelemetry, type Telemetry } from '@parley/ports';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';
import { sideBySide, type Row } from '@parley/jolie/bench';
import { queueRate } from './baselines';

const messages = 10_000;
const rounds = 3;
/** Pairs of people who write to each other; one of five has a script for what they receive. */
const conversations = 100;
const withScript = 20;
/** Before they count, so many messages go the same way. */
const warmUp = 2_000;

/** Counts what comes into the pipeline, by senders and by scripts, and what has come to its end. */
function tally() {
  let under = 0;
  let ended = () => {};
  const telemetry: Telemetry = {
    ...silentTelemetry,
    count(name, labels, by = 1) {
      if (name === 'parley_messages_generated_total') under += by;
      const isEnd = name === 'parley_stage_messages_total' && labels?.['stage'] === 'router';
      if (isEnd && --under === 0) ended();
    },
  };
  return {
    telemetry,
    /** Resolves when so many messages, and what scripts make of them, have come to their end. */
    after(count: number): Promise<void> {
      under += count;
      return new Promise((resolve) => (ended = resolve));
    },
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
  const { telemetry, after } = tally();
  const deps = { clock: systemClock, telemetry };
  const runner = new WorkerRunner({ workerFile, ...deps });
  const source = readFileSync('functions/jolie/bench/automation.ol', 'utf8');
  for (let i = 0; i < withScript; i++)
    await scripts.put(1 + conversations + i, 'recv', source, systemClock.now());
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
  const pass = async (count: number) => {
    const all = after(count);
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
    goal: { of: 'ratio', atLeast: 0.3 },
  };
}
