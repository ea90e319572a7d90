import { beforeEach, describe, expect, it } from '@jest/globals';
import type { ClientFrame } from '@parley/envelope';
import { PresenceWatch } from './presence';

let sent: ClientFrame[];
let watch: PresenceWatch;
beforeEach(() => {
  sent = [];
  watch = new PresenceWatch((frame) => {
    sent.push(frame);
    return true;
  });
});

describe('the presence of the people who are shown', () => {
  it('is asked for once, until others are shown', () => {
    // when
    watch.watch([2, 3, 2]);
    watch.watch([3, 2]);
    watch.watch([2, 4]);
    // then
    expect(sent).toEqual([
      { $type: 'Watch', users: [2, 3] },
      { $type: 'Watch', users: [2, 4] },
    ]);
  });

  it('is asked for anew with each connection', () => {
    // given
    watch.watch([2]);
    // when
    watch.receive({ $type: 'Welcome', sessionId: 's', userId: 1, cursor: 'c', heartbeatSeconds: 20 });
    // then
    expect(sent).toHaveLength(2);
  });

  it('is of 200 people at most', () => {
    watch.watch(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(sent).toMatchObject([{ users: { length: 200 } }]);
  });

  it('is what was told last, and unknown without a connection', () => {
    // given
    const since = '2026-05-04T12:00:00.000Z';
    watch.receive({ $type: 'Presence', userId: 2, online: true, since });
    // then
    expect(watch.people.get().get(2)).toEqual({ online: true, since: Date.UTC(2026, 4, 4, 12) });
    watch.clear();
    expect(watch.people.get().size).toBe(0);
  });
});
