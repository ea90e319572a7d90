import { describe, expect, it } from '@jest/globals';
import { ServerClock } from './server-clock';

const day = 24 * 60 * 60_000;

describe('the time', () => {
  it.each([day, 0, -day])('is the server’s on a device that is %i ms off', (off) => {
    // given
    let server = 1_000;
    const clock = new ServerClock(() => server + off);
    // when
    clock.heard(server);
    server += 500;
    // then
    expect(clock.now()).toBe(1_500);
    expect(clock.difference).toBe(-off || 0);
  });

  it('is the device’s until the server has said what time it is, here or in an earlier visit', () => {
    const clock = new ServerClock(() => day);
    expect(clock.now()).toBe(day);
    clock.restore(-day);
    expect(clock.now()).toBe(0);
  });
});
