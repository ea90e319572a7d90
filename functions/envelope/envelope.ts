import {
  booleanRule,
  isUserId,
  isUuid,
  messageBodyRule,
  notJson,
  recipientIdsRule,
  findBroken,
  slipRule,
  userIdRule,
  uuidRule,
  type Decoded,
  type Rule,
} from './fields';

/**
 * What travels through the stages: exactly these seven fields. What is not the message itself travels beside it,
 * as {@link Attributes}. Identity is (senderId, messageUid).
 */
export interface Envelope {
  /** The message; a client's is a UUID of version 4 or 7, a generated one's of version 5. */
  readonly messageUid: string;
  /** The sender's WebSocket session; another UUID for HTTP and for generated messages. */
  readonly sessionId: string;
  /** The whole text, at most 64 KiB of UTF-8. */
  readonly messageBody: string;
  readonly senderId: number;
  /** Distinct, not empty, the same from bootstrap to router. */
  readonly recipientIds: readonly number[];
  /** True when a program made the message: no stage but the router then sees it. */
  readonly fromAutoReply: boolean;
  /** The topics still to visit, in order; the last is `router`. */
  readonly eventDestinations: readonly string[];
}

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['messageUid', uuidRule],
  ['sessionId', uuidRule],
  ['messageBody', messageBodyRule],
  ['senderId', userIdRule],
  ['recipientIds', recipientIdsRule],
  ['fromAutoReply', booleanRule],
  ['eventDestinations', slipRule],
]);

/**
 * The same rules, asked as one question: a valid envelope, and nearly all are, is known for one without looking each rule
 * up. Whose answer is no is asked rule by rule what is wrong. `npm run bench -- pipeline` measures it beside a bare JSON.parse.
 */
function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const each = value as Partial<Record<keyof Envelope, unknown>>;
  return (
    isUuid(each.messageUid) &&
    isUuid(each.sessionId) &&
    messageBodyRule(each.messageBody) === null &&
    isUserId(each.senderId) &&
    recipientIdsRule(each.recipientIds) === null &&
    typeof each.fromAutoReply === 'boolean' &&
    slipRule(each.eventDestinations) === null &&
    // All seven are there, so that with seven names there is no other.
    Object.keys(value).length === 7
  );
}

/** The envelope as JSON text, its fields in the order of the type. */
export function encodeEnvelope(envelope: Envelope): string {
  const { messageUid, sessionId, messageBody, senderId, recipientIds, fromAutoReply, eventDestinations } =
    envelope;
  return JSON.stringify({
    messageUid,
    sessionId,
    messageBody,
    senderId,
    recipientIds,
    fromAutoReply,
    eventDestinations,
  });
}

/** Reads an envelope strictly. What is none is poison: the value says which field, and why. Never throws. */
export function decodeEnvelope(text: string): Decoded<'envelope', Envelope> {
  let json: unknown;
  // Not by `parseJson`: the object around what it parsed is a part of what is measured.
  try {
    json = JSON.parse(text);
  } catch {
    return notJson;
  }
  return isEnvelope(json) ? { ok: true, envelope: json } : findBroken(json, rules)!;
}

/** What makes a value no envelope, or null when it is one. */
export const brokenEnvelope = (value: unknown): ReturnType<typeof findBroken> =>
  isEnvelope(value) ? null : findBroken(value, rules);
