import { encodeAttributes, encodeEnvelope, type Message } from '@parley/envelope';
import { meaning, type OutgoingMessage } from '@parley/ports';

/**
 * A message on its way to a topic. Its bytes are made when somebody asks for them: where bus and stages share a process, a
 * message mostly comes to its end before anybody does.
 */
export class Outgoing implements OutgoingMessage {
  #data: string | null = null;
  #attributes: Readonly<Record<string, string>> | null = null;

  /** Takes a message that is valid: whoever is handed it does not look again. */
  constructor(readonly message: Message) {}

  get data(): string {
    return (this.#data ??= encodeEnvelope(this.message.envelope));
  }

  get attributes(): Readonly<Record<string, string>> {
    return (this.#attributes ??= encodeAttributes(this.message.attributes));
  }

  get orderingKey(): string {
    return this.message.attributes.key;
  }

  get [meaning](): Outgoing {
    return this;
  }
}
