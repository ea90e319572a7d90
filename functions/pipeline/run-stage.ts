import type { Message } from '@parley/envelope';
import { deadLetterTopic, traced, type Clock, type MessageHandler, type Telemetry } from '@parley/ports';
import { deadLetterOf, readDelivery } from './delivery';
import { Outgoing } from './outgoing';
import { lastStage, type Stage, type StageResult } from './stage';
import { assertResult } from './stage-result';

export interface RunStageDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

type Note = Parameters<Parameters<typeof traced>[3]>[1];

/** The message as a part of this stage's span: what the stage publishes, and what it runs, comes of it. */
const withTrace = ({ envelope, attributes }: Message, traceparent: string | undefined): Message => ({
  envelope,
  attributes: traceparent === undefined ? attributes : { ...attributes, traceparent },
});

/**
 * The one place where it is decided whether a stage sees a message: what a program made passes through every stage
 * but the last without calling it, so that no program ever answers a program.
 */
async function handled(stage: Stage, message: Message): Promise<StageResult> {
  if (message.envelope.fromAutoReply && stage.name !== lastStage) return { message, generated: [] };
  return stage.handle(message);
}

/**
 * Runs a stage as the handler of its topic: reads the delivery strictly, calls the stage, publishes the message and
 * then what was made of it to the next stage on its slip, under one ordering key. Poison goes to the dead letters and
 * is acknowledged. Whatever fails rejects, and the broker delivers again.
 */
export function runStage(stage: Stage, { clock, telemetry }: RunStageDeps): MessageHandler {
  return async (event, publisher) => {
    const began = clock.now();
    const measure = (outcome: 'done' | 'poison' | 'failed', traceparent?: string) => {
      telemetry.count('parley_stage_messages_total', { stage: stage.name, outcome });
      const seconds = Math.max(0, clock.now() - began) / 1000;
      telemetry.observe('parley_stage_seconds', seconds, { stage: stage.name }, traceparent);
    };
    const read = readDelivery(stage.name, event);
    if (!read.ok) {
      telemetry.log('ERROR', 'A delivery was put aside', { stage: stage.name, reason: read.reason });
      await publisher.publish(deadLetterTopic, deadLetterOf(stage.name, event, read.reason));
      return measure('poison');
    }
    const { next } = read;
    const { traceparent: parent } = read.message.attributes;
    const { messageUid } = read.message.envelope;
    const work = async (traceparent: string | undefined, note: Note) => {
      note({ messageUid });
      const message = withTrace(read.message, traceparent);
      const result = await handled(stage, message);
      assertResult(stage.name, message, next, result);
      if (next !== null) {
        for (const each of [result.message, ...result.generated]) {
          await publisher.publish(next, new Outgoing(each));
        }
      }
      for (const each of result.deliveries ?? []) await publisher.publish(each.topic, each.message);
      const { length: generated } = result.generated;
      if (generated > 0) telemetry.count('parley_messages_generated_total', { stage: stage.name }, generated);
      for (const [reason, copies] of Object.entries(result.dropped ?? {})) {
        if (copies > 0) telemetry.count('parley_messages_dropped_total', { reason }, copies);
      }
      measure('done', traceparent);
      telemetry.log('DEBUG', 'A stage handled a message', {
        stage: stage.name,
        messageUid,
        generated,
        traceparent,
      });
    };
    try {
      await traced(telemetry, `stage ${stage.name}`, parent, work);
    } catch (failure) {
      measure('failed', parent);
      // The failure's text may quote what was sent to a service; its name and code can't.
      telemetry.log('WARNING', 'A stage failed; the message will be delivered again', {
        stage: stage.name,
        messageUid,
        traceparent: parent,
        error: failure instanceof Error ? failure.name : typeof failure,
        code: String((failure as { code?: unknown } | null)?.code ?? ''),
      });
      throw failure;
    }
  };
}
