import type { ServerFrame } from '@parley/envelope';
import type { InboxMessage } from '@parley/ports';
import type { RelayDeps } from './deps';

/**
 * Tells senders that their messages reached these people's screens. What a program wrote, and one's own copies, are
 * nobody's news.
 */
export async function tellDelivered(
  { notify }: Pick<RelayDeps, 'notify'>,
  reached: readonly { readonly userId: number; readonly message: InboxMessage }[],
): Promise<void> {
  const bySender = new Map<number, ServerFrame[]>();
  for (const { userId, message } of reached) {
    const { senderId, messageUid, fromAutoReply } = message;
    if (fromAutoReply || senderId === userId) continue;
    const frames = bySender.get(senderId) ?? [];
    frames.push({ $type: 'Delivered', messageUid, userId });
    bySender.set(senderId, frames);
  }
  for (const [senderId, frames] of bySender) await notify([senderId], frames);
}
