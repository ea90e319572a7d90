import { bootstrap, runStage, type Stage } from '@parley/pipeline';
import {
  silentTelemetry,
  type Clock,
  type Ids,
  type Publisher,
  type Runner,
  type ScriptVersion,
  type Store,
} from '@parley/ports';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';

export interface PathDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly usersExist: (userIds: readonly number[]) => Promise<boolean>;
  /** The script that everybody has in both directions; null for none. */
  readonly script: ScriptVersion | null;
  readonly runner: Runner;
}

/** A message's way through the real parts, a step at a time, with nothing but the broker taken out. */
export interface MessagePath {
  readonly publisher: Publisher;
  /** Bootstraps a message of `senderId`; the stages given are on its slip whether anybody is interested or not. */
  send(message: {
    readonly senderId: number;
    readonly recipientIds: readonly number[];
    readonly messageUid: string;
    readonly messageBody: string;
  }): Promise<void>;
  /** The topic to which the next message waits, or null. */
  next(): string | null;
  /** Gives the next message to the stage of its topic. What waited besides (what scripts wrote) is dropped. */
  step(): Promise<void>;
  drop(): void;
}

/** @param everyStage whether all stages are on the slips, or those that somebody has an interest in */
export function openPath(deps: PathDeps, everyStage = false): MessagePath {
  const { store, clock, ids, usersExist, script, runner } = deps;
  const waiting: { topic: string; data: string; attributes: Readonly<Record<string, string>> }[] = [];
  const publisher: Publisher = {
    publish: async (topic, { data, attributes }) => void waiting.push({ topic, data, attributes }),
  };
  const start = bootstrap({
    store,
    publisher,
    clock,
    ids,
    telemetry: silentTelemetry,
    usersExist,
    // The list of stages is remembered for this long: it counts with the instances and not with the messages.
    settingsMaxAgeMilliseconds: 3_600_000,
    ...(everyStage ? { stagesWithInterests: [] } : {}),
  });
  const stages: Readonly<Record<string, Stage>> = {
    'jolie-exec': jolieExec({ activeScript: async () => script, store, runner, clock }),
    'auto-reply': autoReply({ store }),
    router: router({ store, clock }),
  };
  return {
    publisher,
    async send(message) {
      const sent = await start(message);
      if (sent.kind !== 'accepted') throw new Error(`refused: ${JSON.stringify(sent)}`);
    },
    next: () => waiting[0]?.topic ?? null,
    async step() {
      const [taken] = waiting.splice(0);
      if (taken === undefined) return;
      const { topic, data, attributes } = taken;
      const message = {
        data: Buffer.from(data).toString('base64'),
        attributes,
        messageId: '1',
        publishTime: '',
      };
      const handle = runStage(stages[topic]!, { clock, telemetry: silentTelemetry });
      await handle({ data: { message } } as Parameters<typeof handle>[0], publisher);
    },
    drop: () => void waiting.splice(0),
  };
}
