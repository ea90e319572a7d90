import { limits } from '@parley/envelope';
import { count, flag, list, nullable, object, ref, text, time, type Schema } from './build';

const largestUserId = 2 ** 31 - 1;
const uuid: Schema = {
  type: 'string',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
};

const trial = {
  outcome: ref('Outcome'),
  reason: { ...text, description: 'What happened, where and what to do; empty when it answered.' },
  line: { type: 'integer', minimum: 1 },
  column: { type: 'integer', minimum: 1 },
  log: { ...text, description: 'What the script printed besides its answer.' },
  gas: count,
  milliseconds: { type: 'number', minimum: 0 },
  answer: ref('Answer'),
} as const;

const message = {
  messageUid: ref('MessageUid'),
  conversation: ref('Conversation'),
  position: { type: 'integer', minimum: 1, description: 'The place in the caller’s inbox: 1, 2, 3 …' },
  messageBody: text,
  senderId: ref('UserId'),
  recipientIds: list(ref('UserId'), { minItems: 1 }),
  fromAutoReply: { ...flag, description: 'A program wrote it.' },
  causedBy: { ...ref('MessageUid'), description: 'The message that it answers.' },
  sentAt: time,
  cursor: ref('Cursor'),
} as const;

/** Everything that several operations share. */
export const schemas: Readonly<Record<string, Schema>> = {
  UserId: { type: 'integer', minimum: 1, maximum: largestUserId },
  MessageUid: uuid,
  ClientUid: {
    type: 'string',
    description: 'A UUID of version 4 or 7 in lower case: the same again is the same message.',
    pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$',
  },
  Conversation: {
    type: 'string',
    description: 'Names the set of a message’s people.',
    pattern: '^[0-9a-f]{64}$',
  },
  Cursor: { type: 'string', description: 'A place in a list; opaque, and the caller’s alone.', minLength: 1 },
  Target: {
    type: 'string',
    enum: ['send', 'recv'],
    description: 'The script for sent or for received messages.',
  },
  User: object({ id: ref('UserId'), username: text }),
  SignedIn: object({ token: text, expiresAt: time, user: ref('User') }),
  SessionId: uuid,
  Session: object({
    sid: ref('SessionId'),
    device: { ...text, description: 'What signed in, in plain words; empty when it did not say.' },
    createdAt: time,
    usedAt: { ...time, description: 'When its token was last renewed.' },
    current: { ...flag, description: 'Whether it is the one that asks.' },
  }),
  Username: { type: 'string', pattern: '^[A-Za-z0-9._\\-]{3,32}$' },
  NewPassword: { type: 'string', minLength: 8, maxLength: 256 },
  MessageBody: {
    type: 'string',
    description: `At most ${limits.messageBodyBytes} bytes of UTF-8.`,
    maxLength: limits.messageBodyBytes,
  },
  Message: object(message, ['causedBy']),
  Outcome: {
    type: 'string',
    enum: ['answered', 'compile-error', 'fault', 'limit', 'bad-answer', 'suspended', 'unavailable'],
  },
  Answer: object(
    {
      action: { type: 'string', enum: ['forward', 'drop'] },
      messageBody: { ...text, description: 'The new text, of an outbound script.' },
      messages: list(object({ recipientIds: list(ref('UserId'), { minItems: 1 }), messageBody: text })),
      leftOut: { ...count, description: 'Messages to people who are not on this one.' },
    },
    ['messageBody'],
  ),
  Run: object(
    {
      ownerId: ref('UserId'),
      target: ref('Target'),
      senderId: ref('UserId'),
      messageUid: ref('MessageUid'),
      scriptVersion: text,
      at: time,
      ...trial,
    },
    ['line', 'column'],
  ),
  Trial: object({ ...trial, diagnostics: list(ref('Diagnostic')) }, ['line', 'column']),
  Replay: object({
    replayed: list(object({ message: ref('Message'), ...trial }, ['line', 'column'])),
    unfinished: { ...count, description: 'The oldest messages, for which time did not suffice.' },
    diagnostics: list(ref('Diagnostic')),
  }),
  Diagnostic: object(
    {
      line: { type: 'integer', minimum: 1 },
      column: { type: 'integer', minimum: 1 },
      endLine: { type: 'integer', minimum: 1 },
      endColumn: { type: 'integer', minimum: 1 },
      severity: { type: 'string', enum: ['error', 'warning'] },
      code: text,
      message: text,
      hint: text,
    },
    ['hint'],
  ),
  AutoReply: object({
    enabled: flag,
    messageBody: ref('MessageBody'),
    minIntervalSeconds: {
      type: 'integer',
      minimum: 0,
      maximum: 30 * 24 * 3600,
      description: 'At most one reply to a sender in so many seconds; 0 answers every message.',
    },
  }),
  Settings: object({ timeZone: { ...text, description: 'An IANA name, as `Europe/Copenhagen`.' } }),
  ConversationItem: object({
    conversation: ref('Conversation'),
    memberIds: list(ref('UserId')),
    last: ref('Message'),
    unread: count,
  }),
  ScriptVersion: object({ version: text, at: time, active: flag }),
  Script: object({ version: text, source: text, at: time }),
  Next: { ...nullable(ref('Cursor')), description: 'Hand it back to go on; null at the end.' },
  Problem: {
    ...object(
      {
        type: { ...text, description: '`urn:parley:problem:` and the code.' },
        title: text,
        status: { type: 'integer', minimum: 400, maximum: 599 },
        code: { ...text, description: 'Stable; docs/errors.md lists them all.' },
        detail: text,
        field: { ...text, description: 'What of the request is wrong.' },
        reload: { ...flag, description: 'Forget what was read, and read from the beginning.' },
        diagnostics: list(ref('Diagnostic')),
      },
      ['detail', 'field', 'reload', 'diagnostics'],
    ),
    description: 'RFC 9457.',
  },
};
