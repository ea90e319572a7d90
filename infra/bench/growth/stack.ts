import { activeScripts } from '@parley/automation';
import { openEmbedded, systemClock as clock, systemIds as ids } from '@parley/embedded';
import { bootstrap, runStage } from '@parley/pipeline';
import { silentTelemetry as telemetry, type Runner } from '@parley/ports';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';

/** Messages under way at once, as far as they are of different conversations. */
const underWay = 64;

/** What is sent: who writes what to whom. */
export interface Sent {
  readonly senderId: number;
  readonly recipientIds: readonly number[];
  readonly messageBody: string;
}

/** Nobody has a script. */
const runner: Runner = {
  run: async () => {
    throw new Error('nobody has a script here');
  },
  check: async () => [],
  close: async () => {},
};

/** The durable pipeline of one machine over a folder: bootstrap, all three stages, inboxes; without sockets. */
export async function openStack(directory: string) {
  const embedded = openEmbedded({ directory, clock, ids, telemetry });
  const { bus, store, scripts } = embedded;
  let missing = 0;
  let ended = () => {};
  const stages = [
    jolieExec({ activeScript: activeScripts(scripts, clock, 900), store, runner, clock }),
    autoReply({ store }),
    router({ store, clock }),
  ];
  for (const { name } of stages) await bus.createTopic(name);
  for (const stage of stages) {
    const handle = runStage(stage, { clock, telemetry });
    await bus.subscribe(stage.name, async (event, publisher) => {
      await handle(event, publisher);
      if (stage.name === 'router' && --missing === 0) ended();
    });
  }
  // No stage is left off: every message visits all of them.
  const send = bootstrap({
    store,
    publisher: bus,
    ids,
    clock,
    telemetry,
    usersExist: async () => true,
    stagesWithInterests: [],
  });
  return {
    store,
    /**
     * Sends so many messages, `at(i)` each, and resolves when the router has stored all of them. What has one
     * conversation is offered one after the other, as the turns of `lanes` lanes.
     */
    async pass(count: number, lanes: number, at: (i: number) => Sent): Promise<void> {
      missing += count;
      const all = new Promise<void>((resolve) => (ended = resolve));
      const lane = async (first: number, apart: number) => {
        for (let i = first; i < count; i += apart) {
          const sent = await send({ ...at(i) });
          if (sent.kind !== 'accepted') throw new Error(`refused: ${sent.kind}`);
        }
      };
      const side = Math.min(lanes, underWay);
      await Promise.all(Array.from({ length: side }, (_, first) => lane(first, side)));
      await all;
    },
    close: () => embedded.close(),
  };
}

export type Stack = Awaited<ReturnType<typeof openStack>>;
