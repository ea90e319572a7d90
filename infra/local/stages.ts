import { cloudEvent, type CloudEvent } from '@google-cloud/functions-framework';
import { activeScripts } from '@parley/automation';
import { runStage, type Stage } from '@parley/pipeline';
import {
  deadLetterTopic,
  type Bus,
  type Clock,
  type MessagePublished,
  type Runner,
  type Scripts,
  type Store,
  type Subscription,
  type Telemetry,
} from '@parley/ports';
import { autoReply } from '@parley/stage-auto-reply';
import { jolieExec } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';

export interface StagesDeps {
  readonly bus: Bus;
  readonly store: Store;
  readonly scripts: Scripts;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** What a user switches on or off holds for every message accepted this much later, ms. */
const scriptsMaxAgeMilliseconds = 900;

/**
 * Makes the topics, registers every stage under its name with functions-framework, and hands the same handlers to the
 * bus. The topics come first, all of them: what one stage publishes then always has somewhere to go.
 */
export async function runStages(deps: StagesDeps): Promise<{ close(): Promise<void> }> {
  const { bus, store, scripts, runner, clock, telemetry } = deps;
  const activeScript = activeScripts(scripts, clock, scriptsMaxAgeMilliseconds);
  const stages: readonly Stage[] = [
    jolieExec({ activeScript, runs: store, runner, clock }),
    autoReply({ store }),
    router({ store, clock }),
  ];
  await bus.createTopic(deadLetterTopic);
  for (const { name } of stages) await bus.createTopic(name);
  const subscriptions: Subscription[] = [];
  for (const stage of stages) {
    const handler = runStage(stage, { clock, telemetry });
    // In the cloud a delivery has no transaction to share: the stage publishes to the bus itself.
    cloudEvent(stage.name, (event: CloudEvent<MessagePublished['data']>) =>
      handler(event as unknown as MessagePublished, bus),
    );
    subscriptions.push(await bus.subscribe(stage.name, handler));
  }
  return {
    async close() {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}
