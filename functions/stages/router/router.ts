import { limits, withheldOf, type Attributes } from '@parley/envelope';
import { lastStage, relaysOf, relayTopic, type Stage } from '@parley/pipeline';
import type { Blocks, Clock, Inbox, InboxMessage, Presence } from '@parley/ports';

export interface RouterDeps {
  readonly store: Pick<Inbox, 'append'> & Pick<Presence, 'sessionsOf'> & Pick<Blocks, 'blockersOf'>;
  readonly clock: Clock;
}

/**
 * The end of every message's way: stores it in each recipient's inbox, in chunks, and in the sender's own last, with the
 * last chunk, so that a sender who sees it knows that all have it; who blocked the sender does not get it, and the sender does not learn so; then tells each relay that holds sockets of those people. The inboxes
 * know a message that comes again; the relays' copies may repeat.
 */
export function router({ store, clock }: RouterDeps): Stage {
  return {
    name: lastStage,
    async handle(message) {
      const { envelope, attributes } = message;
      const { messageUid, messageBody, senderId, recipientIds, fromAutoReply } = envelope;
      const { conversation, sentAt, causedBy } = attributes;
      const stored: InboxMessage = {
        messageUid,
        conversation,
        messageBody,
        senderId,
        recipientIds,
        fromAutoReply,
        ...(causedBy === undefined ? {} : { causedBy }),
        sentAt,
      };
      const withheld = withheldOf(attributes, envelope);
      const blockers = await store.blockersOf(senderId, recipientIds);
      const others = recipientIds.filter((id) => id !== senderId);
      const receivers = others.filter((id) => !withheld.has(id) && !blockers.has(id));
      const blocked = others.filter((id) => blockers.has(id)).length;
      const dropped = { blocked, script: others.length - receivers.length - blocked };
      const places: { userId: number; position: number }[] = [];
      const owners = [...receivers, senderId];
      for (let from = 0; from < owners.length; from += limits.inboxChunk) {
        places.push(...(await store.append(owners.slice(from, from + limits.inboxChunk), stored)));
      }
      return { message, generated: [], deliveries: await deliveriesTo(places, stored, attributes), dropped };
    },
  };

  /** One delivery for each relay that holds a live session of someone. */
  async function deliveriesTo(
    places: readonly { readonly userId: number; readonly position: number }[],
    message: InboxMessage,
    { key: orderingKey, traceparent }: Attributes,
  ) {
    const positions = new Map(places.map(({ userId, position }) => [userId, position]));
    const outside: Record<string, string> = traceparent === undefined ? {} : { traceparent };
    const relays = await relaysOf({ store, clock }, [...positions.keys()]);
    return [...relays].map(([relayId, users]) => {
      const to = [...users].map((userId) => ({ userId, position: positions.get(userId)! }));
      return {
        topic: relayTopic(relayId),
        message: {
          data: JSON.stringify({ message, to }),
          attributes: outside,
          orderingKey,
        },
      };
    });
  }
}
