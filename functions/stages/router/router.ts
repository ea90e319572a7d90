import { limits, withheldOf } from '@parley/envelope';
import { lastStage, type Stage } from '@parley/pipeline';
import type { Clock, Inbox, InboxMessage, Presence } from '@parley/ports';

export interface RouterDeps {
  readonly store: Pick<Inbox, 'append'> & Pick<Presence, 'sessionsOf'>;
  readonly clock: Clock;
}

/**
 * The end of every message's way: stores it in each recipient's inbox, in chunks, and in the sender's own last, so that
 * a sender who sees it knows that all have it; then tells each relay that holds sockets of those people. The inboxes
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
      const receivers = recipientIds.filter((id) => id !== senderId && !withheld.has(id));
      const places: { userId: number; position: number }[] = [];
      for (let from = 0; from < receivers.length; from += limits.inboxChunk) {
        places.push(...(await store.append(receivers.slice(from, from + limits.inboxChunk), stored)));
      }
      places.push(...(await store.append([senderId], stored)));
      return { message, generated: [], deliveries: await deliveriesTo(places, stored, attributes.key) };
    },
  };

  /** One delivery for each relay that holds a live session of someone. */
  async function deliveriesTo(
    places: readonly { readonly userId: number; readonly position: number }[],
    message: InboxMessage,
    orderingKey: string,
  ) {
    const positions = new Map(places.map(({ userId, position }) => [userId, position]));
    const sessions = await store.sessionsOf([...positions.keys()], clock.now());
    const byRelay = new Map<string, Set<number>>();
    for (const { relayId, userId } of sessions) {
      byRelay.set(relayId, (byRelay.get(relayId) ?? new Set()).add(userId));
    }
    return [...byRelay].map(([relayId, users]) => {
      const to = [...users].map((userId) => ({ userId, position: positions.get(userId)! }));
      return {
        topic: `relay-${relayId}`,
        message: { data: JSON.stringify({ message, to }), attributes: {}, orderingKey },
      };
    });
  }
}
