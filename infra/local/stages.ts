import { cloudEvent, type CloudEvent } from '@google-cloud/functions-framework';
import { activeScripts, type Uploads } from '@parley/automation';
import { runConfig, runStage, type Stage } from '@parley/pipeline';
import {
  deadLetterTopic,
  type Bus,
  type Clock,
  type MessageHandler,
  type MessagePublished,
  type Runner,
  type Scripts,
  type Store,
  type Subscription,
  type Telemetry,
} from '@parley/ports';
import { autoReply, autoReplyConfig } from '@parley/stage-auto-reply';
import { jolieExec, jolieExecConfig } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';

export interface StagesDeps {
  readonly bus: Bus;
  readonly store: Store;
  readonly scripts: Scripts;
  readonly uploads: Pick<Uploads, 'switchOn' | 'switchOff'>;
  readonly runner: Runner;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** What a user switches on or off holds for every message accepted this much later, ms. */
const scriptsMaxAgeMilliseconds = 900;

/**
 * Makes the topics, registers every stage and every configuration function under its name with functions-framework, and hands the same handlers to the
 * bus. The topics come first, all of them: what one stage publishes then always has somewhere to go.
 */
export async function runStages(deps: StagesDeps): Promise<{ close(): Promise<void> }> {
  const { bus, store, scripts, uploads, runner, clock, telemetry } = deps;
  const activeScript = activeScripts(scripts, clock, scriptsMaxAgeMilliseconds);
  const stages: readonly Stage[] = [
    jolieExec({ activeScript, store, runner, clock }),
    autoReply({ store }),
    router({ store, clock }),
  ];
  const scriptConfig = jolieExecConfig(uploads);
  const replyConfig = autoReplyConfig({ store, clock });
  const handlers: readonly (readonly [name: string, handler: MessageHandler])[] = [
    ...stages.map((stage) => [stage.name, runStage(stage, { clock, telemetry })] as const),
    [scriptConfig.name, runConfig(scriptConfig, { telemetry })],
    [replyConfig.name, runConfig(replyConfig, { telemetry })],
  ];
  await bus.createTopic(deadLetterTopic);
  for (const [name] of handlers) await bus.createTopic(name);
  const subscriptions: Subscription[] = [];
  for (const [name, handler] of handlers) {
    // In the cloud a delivery has no transaction to share: the stage publishes to the bus itself.
    cloudEvent(name, (event: CloudEvent<MessagePublished['data']>) =>
      handler(event as unknown as MessagePublished, bus),
    );
    subscriptions.push(await bus.subscribe(name, handler));
  }
  return {
    async close() {
      await Promise.all(subscriptions.map((subscription) => subscription.close()));
    },
  };
}
