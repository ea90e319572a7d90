import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decodeClientFrame,
  decodeServerFrame,
  encodeFrame,
  type ClientFrame,
  type ServerFrame,
} from './index';

const uid = '0f8fad5b-d9cb-469f-a165-70867728950e';

const fromClient: ClientFrame[] = [
  { $type: 'SendMessage', messageUid: uid, message: 'hi', destinationUsers: [2] },
  { $type: 'SendMessage', message: '', destinationUsers: [2] },
  { $type: 'Resume', after: null },
  { $type: 'Resume', after: 'x' },
  { $type: 'UploadHandlerSnippet', target: 'recv', fileData: 'main {}' },
  { $type: 'Typing', destinationUsers: [2] },
  { $type: 'Read', conversation: 'c', messageUid: uid },
  { $type: 'Watch', users: [] },
];

const fromServer: ServerFrame[] = [
  { $type: 'Welcome', sessionId: uid, userId: 1, cursor: 'c', heartbeatSeconds: 30 },
  { $type: 'Accepted', messageUid: uid },
  { $type: 'Rejected', problem: { code: 'frame', title: 'no' } },
  {
    $type: 'ReceiveMessage',
    messageUid: uid,
    conversation: 'c',
    position: 1,
    msg: 'hi',
    userId: 1,
    recipientIds: [2],
    fromAutoReply: true,
    causedBy: uid,
    sentAt: '2026-01-02T03:04:05Z',
    cursor: 'c',
  },
  { $type: 'CodeSnippetUploaded', target: 'send', version: '1' },
  { $type: 'Delivered', messageUid: uid, userId: 2 },
  { $type: 'Read', userId: 2, conversation: 'c', messageUid: uid },
  { $type: 'Typing', userId: 2, conversation: 'c' },
  { $type: 'Presence', userId: 2, online: true, since: '2026-01-02T03:04:05Z' },
  { $type: 'Ping' },
  { $type: 'GoingAway', reconnectAfterMs: 100 },
];

describe('a frame', () => {
  it.each(fromClient)('of a client is read back as it was written: $$type', (frame) => {
    expect(decodeClientFrame(encodeFrame(frame))).toEqual({ ok: true, frame });
  });

  it.each(fromServer)('of the relay is read back as it was written: $$type', (frame) => {
    expect(decodeServerFrame(encodeFrame(frame))).toEqual({ ok: true, frame });
  });

  it.each([
    ['{', '', 'must be JSON'],
    ['null', '', 'must be a JSON object'],
    ['{}', '$type', 'must be one of'],
    ['{"$type":"constructor"}', '$type', 'must be one of'],
    ['{"$type":"Welcome"}', '$type', 'must be one of'],
    ['{"$type":"Resume"}', 'after', 'is missing'],
    ['{"$type":"Resume","after":1}', 'after', 'must be a string'],
    ['{"$type":"Resume","after":null,"x":1}', 'x', 'is not a field'],
    ['{"$type":"SendMessage","message":"x","destinationUsers":[]}', 'destinationUsers', 'at least one'],
    [
      '{"$type":"SendMessage","messageUid":"1","message":"x","destinationUsers":[1]}',
      'messageUid',
      'must be a UUID',
    ],
    ['{"$type":"UploadHandlerSnippet","target":"both","fileData":""}', 'target', '"send" or "recv"'],
  ])('%s is refused, and the refusal says which field and why', (text, field, reason) => {
    expect(decodeClientFrame(text)).toEqual({ ok: false, field, reason: expect.stringContaining(reason) });
  });

  it('given any JSON, when it is decoded, then nothing is thrown', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(typeof decodeClientFrame(text).ok).toBe('boolean');
        expect(typeof decodeServerFrame(text).ok).toBe('boolean');
      }),
    );
  });
});
