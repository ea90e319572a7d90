import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { messageAt } from '../testing/messages';
import { emptyThread, windowOf, withMessage, withPage } from './thread';

const positions = (anchor: number, thread = emptyThread) =>
  windowOf(thread, anchor).messages.map(({ position }) => position);
const page = (from: number, to: number, ...at: number[]) => ({
  messages: at.map((position) => messageAt(position)),
  covers: { from, to },
});

describe('a thread', () => {
  it('given messages in any order and repeated, then holds each once, by position', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30 })), (order) => {
        const thread = order.reduce((so, at) => withMessage(so, messageAt(at)), emptyThread);
        const expected = [...new Set(order)].sort((a, b) => a - b);
        expect(thread.messages.map(({ position }) => position)).toEqual(expected);
      }),
    );
  });

  it('shows only what can be read without a gap', () => {
    // given the newest from 20 on, and a stretch further up
    const thread = withPage(withPage(emptyThread, page(20, Infinity, 21, 25)), page(4, 9, 5, 8));
    // then
    expect(positions(Infinity, thread)).toEqual([21, 25]);
    expect(positions(8, thread)).toEqual([5, 8]);
    expect(windowOf(thread, 8)).toMatchObject({ hasOlder: true, hasNewer: true });
    expect(windowOf(thread, Infinity)).toMatchObject({ hasOlder: true, hasNewer: false });
  });

  it('closes a gap with the page between', () => {
    // given
    const apart = withPage(withPage(emptyThread, page(20, Infinity, 21)), page(1, 9, 5));
    // when
    const whole = withPage(apart, page(10, 19, 12, 15));
    // then
    expect(positions(Infinity, whole)).toEqual([5, 12, 15, 21]);
    expect(windowOf(whole, Infinity).hasOlder).toBe(false);
  });

  it('knows nothing where nothing was read, and says that there may be more', () => {
    expect(windowOf(emptyThread, Infinity)).toEqual({
      messages: [],
      range: null,
      hasOlder: true,
      hasNewer: false,
    });
  });
});
