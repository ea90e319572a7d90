import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advance, buildSlip, decodeEnvelope, encodeEnvelope, limits, type Envelope } from './index';

const envelope: Envelope = {
  messageUid: '0f8fad5b-d9cb-469f-a165-70867728950e',
  sessionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  messageBody: 'hello',
  senderId: 1,
  recipientIds: [2, 3],
  fromAutoReply: false,
  eventDestinations: ['jolie-exec', 'router'],
};

const stages = fc.uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), { maxLength: 5 });

const envelopes: fc.Arbitrary<Envelope> = fc.record({
  messageUid: fc.uuid(),
  sessionId: fc.uuid(),
  messageBody: fc.string({ unit: 'grapheme', maxLength: 200 }),
  senderId: fc.integer({ min: 1, max: 0x7fffffff }),
  recipientIds: fc.uniqueArray(fc.integer({ min: 1, max: 0x7fffffff }), { minLength: 1, maxLength: 256 }),
  fromAutoReply: fc.boolean(),
  eventDestinations: stages.map((names) => buildSlip(names, () => true)),
});

const decodeChanged = (change: Record<string, unknown>) =>
  decodeEnvelope(JSON.stringify({ ...envelope, ...change }));

describe('an envelope', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(envelopes, (written) => {
        expect(decodeEnvelope(encodeEnvelope(written))).toEqual({ ok: true, envelope: written });
      }),
    );
  });

  it('given any text, when it is decoded, then there is an envelope or a field and a reason', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const decoded = decodeEnvelope(text);
        if (decoded.ok) expect(encodeEnvelope(decoded.envelope)).toBeTruthy();
        else expect(decoded.reason).not.toBe('');
      }),
    );
  });

  it.each(Object.keys(envelope))('without %s is poison that names the field', (field) => {
    expect(decodeChanged({ [field]: undefined })).toEqual({ ok: false, field, reason: 'is missing' });
  });

  it.each([
    ['an unknown field', { hops: -1 }, 'hops'],
    ['an upper-case uid', { messageUid: envelope.messageUid.toUpperCase() }, 'messageUid'],
    ['a text for an id', { senderId: '1' }, 'senderId'],
    ['id 0', { senderId: 0 }, 'senderId'],
    ['an id over 31 bits', { senderId: 2 ** 31 }, 'senderId'],
    ['a fraction', { senderId: 1.5 }, 'senderId'],
    ['nobody to go to', { recipientIds: [] }, 'recipientIds'],
    ['one recipient twice', { recipientIds: [2, 2] }, 'recipientIds'],
    ['257 recipients', { recipientIds: Array.from({ length: 257 }, (_, i) => i + 1) }, 'recipientIds'],
    ['a lone surrogate', { messageBody: 'a\ud800' }, 'messageBody'],
    ['a body over its limit', { messageBody: 'x'.repeat(limits.messageBodyBytes + 1) }, 'messageBody'],
    ['an empty slip', { eventDestinations: [] }, 'eventDestinations'],
    [
      'a slip that does not end at the router',
      { eventDestinations: ['router', 'jolie-exec'] },
      'eventDestinations',
    ],
    ['a slip through the router twice', { eventDestinations: ['router', 'router'] }, 'eventDestinations'],
    ['a stage with a path for a name', { eventDestinations: ['../x', 'router'] }, 'eventDestinations'],
    ['1 for true', { fromAutoReply: 1 }, 'fromAutoReply'],
  ])('with %s is poison', (_, change, field) => {
    expect(decodeChanged(change)).toMatchObject({ ok: false, field });
  });

  it.each(['null', '[]', '1', '"x"', '{', ''])('that is %s is poison', (text) => {
    expect(decodeEnvelope(text)).toMatchObject({ ok: false, field: '' });
  });

  it('with __proto__ for a field is poison like any unknown field', () => {
    const text = encodeEnvelope(envelope).replace('{', '{"__proto__":{},');
    expect(decodeEnvelope(text)).toMatchObject({ ok: false, field: '__proto__' });
  });

  it('takes a body of exactly 64 KiB, counted in UTF-8', () => {
    expect(decodeChanged({ messageBody: 'é'.repeat(limits.messageBodyBytes / 2) }).ok).toBe(true);
    expect(decodeChanged({ messageBody: 'é'.repeat(limits.messageBodyBytes / 2) + 'x' }).ok).toBe(false);
  });
});

describe('a slip', () => {
  it('always ends at the router, and visits each stage once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'router', 'c')),
        fc.func(fc.boolean()),
        (names, needed) => {
          const slip = buildSlip(names, needed);
          expect(slip.at(-1)).toBe('router');
          expect(new Set(slip).size).toBe(slip.length);
          expect(decodeChanged({ eventDestinations: slip }).ok).toBe(true);
        },
      ),
    );
  });

  it('given a stage that is its head, when the message advances, then the next stage is its head', () => {
    expect(advance(envelope, 'jolie-exec')).toEqual({
      ok: true,
      envelope: { ...envelope, eventDestinations: ['router'] },
      next: 'router',
    });
  });

  it('given a stage that is not its head, then the message is refused', () => {
    expect(advance(envelope, 'router')).toMatchObject({ ok: false, field: 'eventDestinations' });
  });
});
