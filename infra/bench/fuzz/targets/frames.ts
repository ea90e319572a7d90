import { isDeepStrictEqual } from 'node:util';
import {
  decodeAttributes,
  decodeClientFrame,
  decodeEnvelope,
  decodeServerFrame,
  encodeAttributes,
  encodeEnvelope,
  encodeFrame,
} from '@parley/envelope';
import type { Target } from '../target';

const uid = '00000000-0000-4000-8000-000000000000';
const conversation = 'a'.repeat(64);
/** The order of fields is no part of what they say. */
const unlessSame = (a: unknown, b: unknown) =>
  isDeepStrictEqual(a, b) ? null : 'what was read is not read again';

const words = [
  ...['$type', 'messageUid', 'sessionId', 'messageBody', 'message', 'senderId', 'recipientIds', 'withheld'],
  ...['fromAutoReply', 'eventDestinations', 'destinationUsers', 'after', 'target', 'fileData', 'users'],
  ...['conversation', '__proto__', 'constructor', 'SendMessage', 'Resume', 'Typing', 'Read', 'Watch'],
  ...['UploadHandlerSnippet', 'router', 'jolie-exec', 'recv', 'send', uid],
];

const clientFrames = [
  { $type: 'SendMessage', messageUid: uid, message: 'x', destinationUsers: [1, 2] },
  { $type: 'Resume', after: null },
  { $type: 'UploadHandlerSnippet', target: 'recv', fileData: 'main { x = 1 }' },
  { $type: 'Typing', destinationUsers: [1] },
  { $type: 'Read', conversation, messageUid: uid },
  { $type: 'Watch', users: [1] },
];
const serverFrames = [
  { $type: 'Accepted', messageUid: uid },
  { $type: 'Rejected', problem: { code: 'x', title: 'y' } },
  { $type: 'Presence', userId: 1, online: true, since: '2027-01-01T00:00:00.000Z' },
];
const envelope = {
  ...{ messageUid: uid, sessionId: uid, messageBody: 'x', senderId: 1, recipientIds: [2, 3] },
  ...{ fromAutoReply: false, eventDestinations: ['jolie-exec', 'router'] },
};
const attributes = {
  ...{ sentAt: '2027-01-01T00:00:00.000Z', conversation, key: conversation, withheld: '3', causedBy: uid },
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
};

/** What stages and sockets read: nothing is thrown, and what is read can be written and read again. */
export const frameTargets: readonly Target[] = [
  {
    name: 'envelope',
    seeds: [JSON.stringify(envelope)],
    words,
    attempt(input) {
      const read = decodeEnvelope(input);
      return read.ok ? unlessSame(decodeEnvelope(encodeEnvelope(read.envelope)), read) : null;
    },
  },
  {
    name: 'client-frame',
    seeds: clientFrames.map((each) => JSON.stringify(each)),
    words,
    attempt(input) {
      const read = decodeClientFrame(input);
      return read.ok ? unlessSame(decodeClientFrame(encodeFrame(read.frame)), read) : null;
    },
  },
  {
    name: 'server-frame',
    seeds: serverFrames.map((each) => JSON.stringify(each)),
    words,
    attempt: (input) => (typeof decodeServerFrame(input).ok === 'boolean' ? null : 'it was not read at all'),
  },
  {
    name: 'attributes',
    seeds: [JSON.stringify(attributes)],
    words: [...words, ...Object.keys(attributes)],
    attempt(input) {
      const read = decodeAttributes(recordOf(input));
      return read.ok ? unlessSame(decodeAttributes(encodeAttributes(read.attributes)), read) : null;
    },
  },
];

/** Attributes are texts by their names: what is no JSON of that kind is one attribute. */
function recordOf(input: string): Record<string, string> {
  try {
    const parsed: unknown = JSON.parse(input);
    if (typeof parsed !== 'object' || parsed === null) return { key: input };
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
  } catch {
    return { key: input };
  }
}
