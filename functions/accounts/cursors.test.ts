import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Inbox, InboxEntry } from '@parley/ports';
import { createInboxCursors, createSeals } from './cursors';
import { parseKeyRing } from './key-ring';

const key = (text: string) => Buffer.from(text.repeat(4)).toString('base64url');
const ring = parseKeyRing(`new:${key('0123456789')},old:${key('abcdefghij')}`);
const uid = (n: number) => `5b0e3a0c-8f4f-4a53-9f5e-${String(n).padStart(12, '0')}`;
const entry = (position: number, senderId = 9): InboxEntry => ({
  position,
  senderId,
  messageUid: uid(position),
  conversation: 'c',
  messageBody: '',
  recipientIds: [1],
  fromAutoReply: false,
  sentAt: '2027-01-01T00:00:00Z',
});
const inboxOf = (entries: InboxEntry[]): Pick<Inbox, 'read'> => ({
  read: async (_, { after = 0, before = Infinity, limit }) =>
    entries.filter(({ position }) => position > after && position < before).slice(0, limit),
});

describe('a cursor', () => {
  const inbox = inboxOf([entry(1), entry(2)]);
  const cursors = createInboxCursors(createSeals(ring), inbox, 'epoch');

  it('names an entry of its user, or the place before the first', async () => {
    expect(await cursors.resolve(1, cursors.at(1, entry(2)))).toBe(2);
    expect(await cursors.resolve(1, cursors.at(1, null))).toBe(0);
  });

  it('is refused for another user, from the future, and when its entry is another one or gone', async () => {
    const afterRestore = createInboxCursors(createSeals(ring), inboxOf([entry(1), entry(2, 8)]), 'epoch');
    expect(await cursors.resolve(2, cursors.at(1, entry(1)))).toBeNull();
    expect(await cursors.resolve(2, cursors.at(1, null))).toBeNull();
    expect(await cursors.resolve(1, cursors.at(1, entry(3)))).toBeNull();
    expect(await afterRestore.resolve(1, cursors.at(1, entry(2)))).toBeNull();
  });

  it('is refused in another epoch, also when its entry is there', async () => {
    const restored = createInboxCursors(createSeals(ring), inbox, 'another epoch');
    expect(await restored.resolve(1, cursors.at(1, entry(2)))).toBeNull();
    expect(await restored.resolve(1, cursors.at(1, null))).toBeNull();
  });

  it('is recognised when an older key of the ring made it, and not by other rings', async () => {
    const older = createInboxCursors(createSeals(parseKeyRing(`old:${key('abcdefghij')}`)), inbox, 'epoch');
    const foreign = createInboxCursors(
      createSeals(parseKeyRing(`new:${key('foreign key')}`)),
      inbox,
      'epoch',
    );
    expect(await cursors.resolve(1, older.at(1, entry(2)))).toBe(2);
    expect(await cursors.resolve(1, foreign.at(1, entry(2)))).toBeNull();
  });

  it('is refused when it is anything but what was handed out', async () => {
    const genuine = cursors.at(1, entry(2));
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.constantFrom('-1', '9007199254740992', '', '0', `${genuine}=`, 'A'.repeat(100_000)),
          fc
            .tuple(fc.nat(genuine.length - 1), fc.string({ minLength: 1, maxLength: 1 }))
            .map(([at, c]) => genuine.slice(0, at) + c + genuine.slice(at + 1)),
        ),
        async (text) => {
          fc.pre(text !== genuine);
          expect(await cursors.resolve(1, text)).toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is refused when its owner changed what it names', async () => {
    const genuine = cursors.at(1, entry(2));
    const owner = genuine.slice(0, genuine.indexOf('.') + 1);
    for (const place of [
      `1/9/${uid(2)}`,
      `2/8/${uid(2)}`,
      `02/9/${uid(2)}`,
      `2/9/${uid(2)}/`,
      'NaN/9/x',
      '00',
      '',
    ])
      expect(await cursors.resolve(1, owner + Buffer.from(place).toString('base64url'))).toBeNull();
    expect(await cursors.resolve(1, owner + Buffer.from(`2/9/${uid(2)}`).toString('base64url'))).toBe(2);
  });

  it('of one list does not continue another', () => {
    const seals = createSeals(ring);
    expect(seals.open(1, 'runs', seals.seal(1, 'runs', 'x'))).toBe('x');
    expect(seals.open(1, 'users', seals.seal(1, 'runs', 'x'))).toBeNull();
  });
});
