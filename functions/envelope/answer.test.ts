import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  answer,
  byteLength,
  contentHashOf,
  conversationOf,
  decodeAttributes,
  decodeEnvelope,
  derivedUid,
  encodeAttributes,
  encodeEnvelope,
  encodeWithheld,
  isClientUid,
  isUuid,
  withheldOf,
  type Message,
} from './index';

const cause: Message = {
  envelope: {
    messageUid: '0f8fad5b-d9cb-469f-a165-70867728950e',
    sessionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    messageBody: 'hello',
    senderId: 1,
    recipientIds: [2, 3],
    fromAutoReply: false,
    eventDestinations: ['auto-reply', 'router'],
  },
  attributes: {
    sentAt: '2026-01-02T03:04:05.678Z',
    conversation: conversationOf(1, [2, 3]),
    key: conversationOf(1, [2, 3]),
    traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  },
};
const made = { stage: 'jolie-exec', ownerId: 2, index: 0, recipientIds: [1], messageBody: 'pong' };

describe('an answer', () => {
  it('is a valid message of its owner, marked as made by a program, on the rest of its cause’s way', () => {
    const { envelope, attributes } = answer(cause, made);

    expect(decodeEnvelope(encodeEnvelope(envelope))).toEqual({ ok: true, envelope });
    expect(decodeAttributes(encodeAttributes(attributes))).toEqual({ ok: true, attributes });
    expect(envelope).toMatchObject({
      senderId: 2,
      fromAutoReply: true,
      eventDestinations: ['auto-reply', 'router'],
    });
    expect(attributes).toMatchObject({
      causedBy: cause.envelope.messageUid,
      key: cause.attributes.key,
      conversation: conversationOf(2, [1]),
      traceparent: cause.attributes.traceparent,
    });
    expect(attributes.withheld).toBeUndefined();
  });

  it('made again is the same message, and another index, owner or stage is another', () => {
    expect(answer(cause, made)).toEqual(answer(cause, made));
    const uids = [made, { ...made, index: 1 }, { ...made, ownerId: 3 }, { ...made, stage: 'auto-reply' }].map(
      (each) => answer(cause, each).envelope.messageUid,
    );
    expect(new Set(uids).size).toBe(4);
  });

  it('has an id that no client can give a message', () => {
    const uid = derivedUid({
      senderId: 1,
      messageUid: cause.envelope.messageUid,
      stage: 's',
      ownerId: 1,
      index: 0,
    });
    expect(isUuid(uid)).toBe(true);
    expect(isClientUid(uid)).toBe(false);
  });
});

describe('a conversation', () => {
  it('is the set of its people: who sends, in what order they are named, or how often, makes no difference', () => {
    expect(conversationOf(1, [2, 3])).toBe(conversationOf(3, [1, 2]));
    expect(conversationOf(1, [2, 1])).toBe(conversationOf(2, [1]));
    expect(conversationOf(1, [23])).not.toBe(conversationOf(1, [2, 3]));
  });

  it('a content hash tells apart texts and recipients that look alike when joined', () => {
    expect(contentHashOf('a', [1, 2])).not.toBe(contentHashOf('a', [12]));
    expect(contentHashOf('a,1', [2])).not.toBe(contentHashOf('a', [1, 2]));
  });
});

describe('the withheld bitmap', () => {
  it('gives back exactly the recipients that were put in', () => {
    const people = fc.uniqueArray(fc.integer({ min: 1, max: 0x7fffffff }), { minLength: 1, maxLength: 256 });
    fc.assert(
      fc.property(people, fc.func(fc.boolean()), (recipientIds, drops) => {
        const envelope = { ...cause.envelope, recipientIds };
        const withheld = new Set(recipientIds.filter((id) => drops(id)));
        const attributes = { ...cause.attributes, withheld: encodeWithheld(envelope, withheld) };
        expect(withheldOf(attributes, envelope)).toEqual(withheld);
        expect(decodeAttributes(encodeAttributes(attributes)).ok).toBe(true);
      }),
    );
  });

  it('is left out when it withholds from nobody', () => {
    expect(encodeWithheld(cause.envelope, new Set([99]))).toBeUndefined();
  });
});

describe('attributes', () => {
  it('leave out names that the broker added', () => {
    const record = { ...encodeAttributes(cause.attributes), googclient_schemaencoding: 'JSON' };
    expect(decodeAttributes(record)).toEqual({ ok: true, attributes: cause.attributes });
  });

  it.each([
    ['sentAt', 'yesterday'],
    ['conversation', 'x'],
    ['key', ''],
    ['withheld', 'zz'],
    ['causedBy', 'me'],
  ])('with a wrong %s are poison that names it', (field, value) => {
    expect(decodeAttributes({ ...encodeAttributes(cause.attributes), [field]: value })).toMatchObject({
      ok: false,
      field,
    });
  });
});

describe('the length of a text', () => {
  it('is what its UTF-8 form has, and null when it has none', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(byteLength(text)).toBe(new TextEncoder().encode(text).length);
      }),
    );
    expect(byteLength('\udc00')).toBeNull();
    expect(byteLength('x\ud83d')).toBeNull();
    expect(byteLength('\ude00\ud83d')).toBeNull();
  });
});
