import {
  booleanRule,
  findBroken,
  isUserId,
  isUuid,
  messageBodyRule,
  optional,
  parseJson,
  recipientIdsRule,
  stringRule,
  userIdRule,
  type Rule,
} from '@parley/envelope';
import type { InboxMessage } from '@parley/ports';

/** What the router tells a relay: a message, and where it lies in the inboxes of the people this relay serves. */
export interface Delivery {
  readonly message: InboxMessage;
  readonly to: readonly { readonly userId: number; readonly position: number }[];
}

const uuid: Rule = (value) => (isUuid(value) ? null : 'must be a UUID');

const messageRules: ReadonlyMap<string, Rule> = new Map([
  ['messageUid', uuid],
  ['conversation', stringRule],
  ['messageBody', messageBodyRule],
  ['senderId', userIdRule],
  ['recipientIds', recipientIdsRule],
  ['fromAutoReply', booleanRule],
  ['causedBy', optional(uuid)],
  ['sentAt', stringRule],
]);

const placesRule: Rule = (value) =>
  Array.isArray(value) &&
  value.every(
    (place: { userId?: unknown; position?: unknown } | null) =>
      isUserId(place?.userId) && Number.isSafeInteger(place?.position) && Number(place?.position) > 0,
  )
    ? null
    : 'must list users and positions';

const rules: ReadonlyMap<string, Rule> = new Map([
  [
    'message',
    (value: unknown) => {
      const broken = findBroken(value, messageRules);
      return broken === null ? null : `${broken.field} ${broken.reason}`;
    },
  ],
  ['to', placesRule],
]);

/** Reads a delivery, or says why it is none. Never throws. */
export function decodeDelivery(
  data: string,
): { readonly ok: true; readonly delivery: Delivery } | { readonly ok: false; readonly reason: string } {
  const parsed = parseJson(data);
  if (!parsed.ok) return { ok: false, reason: parsed.reason };
  const broken = findBroken(parsed.json, rules);
  return broken === null
    ? { ok: true, delivery: parsed.json as Delivery }
    : { ok: false, reason: `${broken.field} ${broken.reason}` };
}
