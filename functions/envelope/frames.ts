import {
  booleanRule,
  findBroken,
  isClientUid,
  messageBodyRule,
  optional,
  parseJson,
  recipientIdsRule,
  stringRule,
  timeRule,
  userIdRule,
  userIdsRule,
  uuidRule,
  type Decoded,
  type Rule,
} from './fields';
import { limits } from './limits';

/** What a refusal says: RFC 9457's members, with a stable code. */
export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  /** The field that is wrong, where one is. */
  readonly field?: string;
  /** True when the client must drop what it has and read its inbox anew. */
  readonly reload?: boolean;
  /** A script's diagnostics. */
  readonly diagnostics?: readonly unknown[];
}

/** A frame that a browser sends. Frames are JSON texts, told apart by `$type`. */
export type ClientFrame =
  | {
      readonly $type: 'SendMessage';
      readonly messageUid?: string;
      readonly message: string;
      readonly destinationUsers: readonly number[];
    }
  /** Everything in the inbox after the cursor, in order, then live; null means from the beginning. */
  | { readonly $type: 'Resume'; readonly after: string | null }
  | { readonly $type: 'UploadHandlerSnippet'; readonly target: 'send' | 'recv'; readonly fileData: string }
  | { readonly $type: 'Typing'; readonly destinationUsers: readonly number[] }
  | { readonly $type: 'Read'; readonly conversation: string; readonly messageUid: string }
  | { readonly $type: 'Watch'; readonly users: readonly number[] };

/** A message as it is delivered to a socket. `userId` is the sender. */
export interface ReceiveMessage {
  readonly $type: 'ReceiveMessage';
  readonly messageUid: string;
  readonly conversation: string;
  readonly position: number;
  readonly msg: string;
  readonly userId: number;
  readonly recipientIds: readonly number[];
  readonly fromAutoReply: boolean;
  readonly causedBy?: string;
  readonly sentAt: string;
  /** The session's last cursor: the inbox was read without gaps to there. */
  readonly cursor: string;
}

/** A frame that the relay sends. */
export type ServerFrame =
  | {
      readonly $type: 'Welcome';
      readonly sessionId: string;
      readonly userId: number;
      readonly cursor: string;
      readonly heartbeatSeconds: number;
    }
  | { readonly $type: 'Accepted'; readonly messageUid: string }
  | { readonly $type: 'Rejected'; readonly messageUid?: string; readonly problem: Problem }
  | ReceiveMessage
  | { readonly $type: 'CodeSnippetUploaded'; readonly target: 'send' | 'recv'; readonly version: string }
  | { readonly $type: 'Delivered'; readonly messageUid: string; readonly userId: number }
  | {
      readonly $type: 'Read';
      readonly userId: number;
      readonly conversation: string;
      readonly messageUid: string;
    }
  | { readonly $type: 'Typing'; readonly userId: number; readonly conversation: string }
  | { readonly $type: 'Presence'; readonly userId: number; readonly online: boolean; readonly since: string }
  | { readonly $type: 'Ping' }
  | { readonly $type: 'GoingAway'; readonly reconnectAfterMs: number };

const clientUidRule: Rule = (value) =>
  isClientUid(value) ? null : 'must be a UUID of version 4 or 7 in lower case';
const targetRule: Rule = (value) =>
  value === 'send' || value === 'recv' ? null : 'must be "send" or "recv"';
const cursorRule: Rule = (value) => (value === null ? null : stringRule(value));
const countRule: Rule = (value) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? null : 'must be a count';
const problemRule: Rule = (value) =>
  typeof value === 'object' && value !== null ? null : 'must be a problem';

type Fields = ReadonlyMap<string, Rule>;
const fields = (rules: Record<string, Rule>): Fields =>
  new Map(Object.entries({ $type: stringRule, ...rules }));

const clientFrames: ReadonlyMap<string, Fields> = new Map([
  [
    'SendMessage',
    fields({
      messageUid: optional(clientUidRule),
      message: messageBodyRule,
      destinationUsers: recipientIdsRule,
    }),
  ],
  ['Resume', fields({ after: cursorRule })],
  ['UploadHandlerSnippet', fields({ target: targetRule, fileData: stringRule })],
  ['Typing', fields({ destinationUsers: userIdsRule(limits.typingRecipients) })],
  ['Read', fields({ conversation: stringRule, messageUid: uuidRule })],
  ['Watch', fields({ users: userIdsRule(limits.watched) })],
]);

const serverFrames: ReadonlyMap<string, Fields> = new Map([
  [
    'Welcome',
    fields({ sessionId: uuidRule, userId: userIdRule, cursor: stringRule, heartbeatSeconds: countRule }),
  ],
  ['Accepted', fields({ messageUid: uuidRule })],
  ['Rejected', fields({ messageUid: optional(uuidRule), problem: problemRule })],
  [
    'ReceiveMessage',
    fields({
      messageUid: uuidRule,
      conversation: stringRule,
      position: countRule,
      msg: stringRule,
      userId: userIdRule,
      recipientIds: recipientIdsRule,
      fromAutoReply: booleanRule,
      causedBy: optional(uuidRule),
      sentAt: timeRule,
      cursor: stringRule,
    }),
  ],
  ['CodeSnippetUploaded', fields({ target: targetRule, version: stringRule })],
  ['Delivered', fields({ messageUid: uuidRule, userId: userIdRule })],
  ['Read', fields({ userId: userIdRule, conversation: stringRule, messageUid: uuidRule })],
  ['Typing', fields({ userId: userIdRule, conversation: stringRule })],
  ['Presence', fields({ userId: userIdRule, online: booleanRule, since: timeRule })],
  ['Ping', fields({})],
  ['GoingAway', fields({ reconnectAfterMs: countRule })],
]);

function decodeFrame<T>(text: string, kinds: ReadonlyMap<string, Fields>): Decoded<'frame', T> {
  const parsed = parseJson(text);
  if (!parsed.ok) return parsed;
  const frame = parsed.json;
  if (typeof frame !== 'object' || frame === null)
    return { ok: false, field: '', reason: 'must be a JSON object' };
  const kind = Object.hasOwn(frame, '$type') ? (frame as { $type: unknown }).$type : undefined;
  const rules = typeof kind === 'string' ? kinds.get(kind) : undefined;
  if (rules === undefined) {
    return { ok: false, field: '$type', reason: `must be one of ${[...kinds.keys()].join(', ')}` };
  }
  return findBroken(frame, rules) ?? { ok: true, frame: frame as T };
}

/** The frame as JSON text. */
export const encodeFrame = (frame: ClientFrame | ServerFrame): string => JSON.stringify(frame);

/** Reads what a browser sent, strictly. Never throws. */
export const decodeClientFrame = (text: string): Decoded<'frame', ClientFrame> =>
  decodeFrame(text, clientFrames);

/** Reads what the relay sent, strictly. Never throws. */
export const decodeServerFrame = (text: string): Decoded<'frame', ServerFrame> =>
  decodeFrame(text, serverFrames);
