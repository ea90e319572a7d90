import type { MessageHandler, MessagePublished, Publisher, Telemetry } from '@parley/ports';
import type { Failures } from './firestore/failures';
import { publishAfter } from './pubsub/publish-after';

/** What functions-framework hands over for a push request, whatever its body was. */
export type Pushed = Partial<MessagePublished> & {
  /** Of a push that the framework did not take for one: its message has no data. */
  readonly message?: Partial<MessagePublished['data']['message']>;
};

/** The event that the framework should have made of it. What is no message has none, and is put aside by the stage. */
function eventOf(pushed: Pushed): MessagePublished {
  const given: unknown = pushed.data?.message ?? pushed.message;
  const message = typeof given === 'object' ? given : {};
  return {
    ...pushed,
    data: {
      subscription: pushed.data?.subscription ?? '',
      message: { data: '', attributes: {}, messageId: '', publishTime: '', ...message },
    },
  } as MessagePublished;
}

/**
 * A handler as a function of functions-framework. It resolves when what it published is held by the broker: the answer
 * then acknowledges the delivery. When it rejects, Pub/Sub delivers again; the framework logs why, so the failure is
 * told by its name and code and never by its text, which may quote a message.
 */
export function pushHandler(
  name: string,
  handler: MessageHandler,
  {
    publisher,
    telemetry,
    failures,
  }: {
    readonly publisher: Publisher;
    readonly telemetry: Telemetry;
    /** Where failures are noted; nowhere when missing. */
    readonly failures?: Pick<Failures, 'note'>;
  },
): (pushed: Pushed) => Promise<void> {
  const handle = publishAfter(handler, publisher);
  return async (pushed) => {
    const event = eventOf(pushed);
    try {
      await handle(event);
    } catch (failure) {
      const error = failure instanceof Error ? failure.name : typeof failure;
      const code = String((failure as { code?: unknown } | null)?.code ?? '');
      telemetry.log('WARNING', 'A delivery failed and will come again', { topic: name, error, code });
      const reason = code === '' ? error : `${error} (${code})`;
      const data = Buffer.from(event.data.message.data, 'base64').toString('utf8');
      // Where even that fails, the log has it.
      await failures?.note(name, data, reason).catch(() => {});
      const told = new Error(`${name} failed: ${reason}`);
      delete told.stack;
      throw told;
    }
  };
}
