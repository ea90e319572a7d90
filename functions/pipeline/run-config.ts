import { findBroken, parseJson, type Rule } from '@parley/envelope';
import { deadLetterTopic, type MessageHandler, type MessagePublished, type Telemetry } from '@parley/ports';
import { deadLetterOf, textOf } from './delivery';

/** Reads one kind of configuration message, or says what is wrong with it. */
export type ReadConfig<T> = (
  json: unknown,
) =>
  | { readonly ok: true; readonly change: T }
  | { readonly ok: false; readonly field: string; readonly reason: string };

/**
 * A function that takes settings from outside, by messages on a topic of its own name. A change's revision is when it
 * was published, ms since the epoch: what is older than what stands is ignored, so redeliveries do no harm.
 */
export interface ConfigFunction<T> {
  readonly name: string;
  readonly read: ReadConfig<T>;
  readonly apply: (change: T, revision: number) => Promise<void>;
}

/** A reader of objects that keep the rules. */
export const configObject =
  <T>(rules: ReadonlyMap<string, Rule>): ReadConfig<T> =>
  (json) =>
    findBroken(json, rules) ?? { ok: true, change: json as T };

/** Runs it as the handler of its topic: what can't be read goes to the dead letters, what fails is delivered again. */
export function runConfig<T>(
  { name, read, apply }: ConfigFunction<T>,
  { telemetry }: { readonly telemetry: Telemetry },
): MessageHandler {
  return async (event, publisher) => {
    const result = readEvent(read, event);
    if (result.ok) {
      await apply(result.change, result.revision);
      telemetry.count('parley_config_messages_total', { topic: name, outcome: 'done' });
      return;
    }
    telemetry.log('ERROR', 'A configuration message was put aside', { topic: name, reason: result.reason });
    telemetry.count('parley_config_messages_total', { topic: name, outcome: 'poison' });
    await publisher.publish(deadLetterTopic, deadLetterOf(name, event, result.reason));
  };
}

function readEvent<T>(
  read: ReadConfig<T>,
  event: MessagePublished,
): { ok: true; change: T; revision: number } | { ok: false; reason: string } {
  const delivered: Partial<MessagePublished['data']['message']> | undefined = event?.data?.message;
  const text = textOf(delivered?.data);
  if (text === null) return { ok: false, reason: 'data must be UTF-8 text in base64' };
  const revision = Date.parse(delivered?.publishTime ?? '');
  if (!Number.isFinite(revision)) return { ok: false, reason: 'publishTime must be a time' };
  const parsed = parseJson(text);
  if (!parsed.ok) return { ok: false, reason: `message ${parsed.reason}` };
  const result = read(parsed.json);
  if (result.ok) return { ok: true, change: result.change, revision };
  return {
    ok: false,
    reason: result.field === '' ? `message ${result.reason}` : `${result.field} ${result.reason}`,
  };
}
