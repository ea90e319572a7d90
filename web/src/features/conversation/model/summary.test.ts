import { describe, expect, it } from '@jest/globals';
import { messageAt } from '../testing/messages';
import { newSummary, withArrival, withListing, withReader, withReading } from './summary';

const fresh = newSummary('c', [2]);
const own = (position: number) => messageAt(position, { senderId: 1, recipientIds: [2] });

describe('what is unread', () => {
  it('is what others wrote since, not what the reader wrote', () => {
    const summary = [messageAt(1), own(2), messageAt(3)].reduce((so, m) => withArrival(so, m, 1), fresh);
    expect(summary).toMatchObject({ unread: 2, last: { position: 3 } });
  });

  it('comes from the server; only what is newer than its list is counted here', () => {
    // given
    const known = [messageAt(4), messageAt(5), messageAt(6)];
    // when
    const summary = withListing(fresh, { last: messageAt(5), unread: 40 }, known, 1);
    // then
    expect(summary.unread).toBe(41);
    expect(withArrival(summary, messageAt(3), 1).unread).toBe(41);
    expect(withArrival(summary, messageAt(7), 1).unread).toBe(42);
  });

  it('does not come back with a list that was made before the reading was told', () => {
    // given
    const read = withReading(withArrival(fresh, messageAt(5), 1), messageAt(5), [], true, 1)!;
    // when
    const listed = withListing(read, { last: messageAt(5), unread: 3 }, [messageAt(5)], 1);
    // then
    expect(listed.unread).toBe(0);
  });

  it('is nothing when another device read the newest, and what is left when it read less', () => {
    // given
    const known = [messageAt(1), messageAt(2), messageAt(3)];
    const summary = known.reduce((so, message) => withArrival(so, message, 1), fresh);
    // then
    expect(withReading(summary, messageAt(3), known, true, 1)?.unread).toBe(0);
    expect(withReading(summary, messageAt(2), known, true, 1)?.unread).toBe(1);
    expect(withReading(summary, messageAt(2), known, false, 1)).toBeNull();
  });
});

it('nobody unreads', () => {
  const summary = withReader(withReader(fresh, 2, 7), 2, 5);
  expect(summary.readBy.get(2)).toBe(7);
});
