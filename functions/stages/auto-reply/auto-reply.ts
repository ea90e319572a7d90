import { answer, withheldOf, type Message } from '@parley/envelope';
import type { Stage } from '@parley/pipeline';
import type { Blocks, Replies, Settings } from '@parley/ports';

export interface AutoReplyDeps {
  readonly store: Pick<Settings, 'autoReply'> & Replies & Pick<Blocks, 'blockersOf'>;
}

export const autoReplyStage = 'auto-reply';

/**
 * Answers the sender for each recipient who has switched a fixed reply on, at most once in the interval that the
 * recipient set. The claim is by message, so a redelivery repeats the reply, as the same message, and nothing else does.
 */
export function autoReply({ store }: AutoReplyDeps): Stage {
  return {
    name: autoReplyStage,
    async handle(message) {
      const { envelope, attributes } = message;
      const { senderId, messageUid, recipientIds } = envelope;
      const withheld = withheldOf(attributes, envelope);
      const blockers = await store.blockersOf(senderId, recipientIds);
      const generated: Message[] = [];
      for (const ownerId of recipientIds) {
        if (ownerId === senderId || withheld.has(ownerId) || blockers.has(ownerId)) continue;
        const reply = await store.autoReply(ownerId);
        if (reply === null || !reply.enabled || reply.messageBody === '') continue;
        const { minIntervalSeconds } = reply;
        const { sentAt } = attributes;
        if (!(await store.claimReply({ ownerId, senderId, messageUid, sentAt, minIntervalSeconds })))
          continue;
        const made = {
          stage: autoReplyStage,
          ownerId,
          index: 0,
          recipientIds: [senderId],
          messageBody: reply.messageBody,
        };
        generated.push(answer(message, made));
      }
      return { message, generated };
    },
  };
}
