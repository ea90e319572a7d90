import type { Api, InboxMessage, Run } from '../../../api';

/** Pages of the inbox that are looked through, and messages of each. */
const pages = 5;
const perPage = 200;
/** A script runs at most this long after its message was sent, but for retries, ms. */
const spread = 60 * 60_000;

/**
 * The message that a run was about, from the person's inbox: null when it is not there, as one that a script kept from
 * them is not, or lies too far back.
 */
export async function findMessage(
  api: Pick<Api, 'messages'>,
  { senderId, messageUid, at }: Pick<Run, 'senderId' | 'messageUid' | 'at'>,
): Promise<InboxMessage | null> {
  let before = '';
  for (let page = 0; page < pages; page++) {
    const result = await api.messages({ before, limit: perPage });
    if (!result.ok) return null;
    const { messages, next } = result.value;
    const found = messages.find((each) => each.senderId === senderId && each.messageUid === messageUid);
    if (found !== undefined) return found;
    const oldest = messages[0];
    if (next === null || oldest === undefined || Date.parse(oldest.sentAt) < Date.parse(at) - spread)
      return null;
    before = next;
  }
  return null;
}
