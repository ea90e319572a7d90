import { optional, findBroken, stringRule, timeRule, uuidRule, type Decoded, type Rule } from './fields';

/** What travels beside the envelope, as Pub/Sub attributes: all of them strings. */
export interface Attributes {
  /** When the message that a client sent was first accepted, RFC 3339; a generated one has its cause's. */
  readonly sentAt: string;
  /** Names the set of sender and recipients ({@link conversationOf}); set once. */
  readonly conversation: string;
  /** The ordering key: the conversation of the message that a client sent, also for what stages make of it. */
  readonly key: string;
  /** Those whose script dropped the message: a hexadecimal bitmap over `recipientIds` ({@link encodeWithheld}). */
  readonly withheld?: string;
  /** The messageUid that a generated message answers. */
  readonly causedBy?: string;
  /** W3C Trace Context. */
  readonly traceparent?: string;
}

const hash: Rule = (value) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
    ? null
    : 'must be a hash of 64 hexadecimal digits';
const bitmap: Rule = (value) =>
  typeof value === 'string' && /^[0-9a-f]{1,64}$/.test(value) ? null : 'must be a hexadecimal bitmap';

const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['sentAt', timeRule],
  ['conversation', hash],
  ['key', hash],
  ['withheld', optional(bitmap)],
  ['causedBy', optional(uuidRule)],
  ['traceparent', optional(stringRule)],
]);

/** The attributes as the record that the broker carries; what is undefined is left out. */
export function encodeAttributes(attributes: Attributes): Record<string, string> {
  const record: Record<string, string> = {};
  for (const name of rules.keys()) {
    const value = attributes[name as keyof Attributes];
    if (value !== undefined) record[name] = value;
  }
  return record;
}

/** Reads the attributes beside an envelope. Names that are not the product's are left out: brokers add their own. */
export function decodeAttributes(
  record: Readonly<Record<string, string>>,
): Decoded<'attributes', Attributes> {
  const own = Object.fromEntries(Object.entries(record).filter(([name]) => rules.has(name)));
  return findBroken(own, rules) ?? { ok: true, attributes: own as unknown as Attributes };
}
