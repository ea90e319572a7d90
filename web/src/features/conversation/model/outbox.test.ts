import { beforeEach, describe, expect, it } from '@jest/globals';
import { Outbox } from './outbox';

const draft = (messageUid: string, writtenAt = 5) => ({
  messageUid,
  conversation: 'c',
  recipientIds: [2],
  text: `text of ${messageUid}`,
  writtenAt,
});
const refusal = { code: 'message-too-large', title: 'Too long.' };

let online: boolean;
let transmitted: string[];
let timers: Map<object, () => void>;
let outbox: Outbox;

beforeEach(() => {
  online = true;
  transmitted = [];
  timers = new Map();
  outbox = new Outbox({
    transmit: ({ messageUid }) => {
      if (online) transmitted.push(messageUid);
      return online;
    },
    after: (_, callback) => {
      const key = {};
      timers.set(key, () => {
        timers.delete(key);
        callback();
      });
      return () => timers.delete(key);
    },
    onChange: () => {},
  });
});

const states = () => outbox.messages.map(({ messageUid, state }) => `${messageUid} ${state}`);
const timeOut = () => [...timers.values()].forEach((callback) => callback());

describe('a message on its way out', () => {
  it('is sent at once and accepted when the server says so', () => {
    // when
    outbox.submit(draft('a'));
    // then
    expect(transmitted).toEqual(['a']);
    expect(states()).toEqual(['a sending']);
    outbox.accepted('a');
    expect(states()).toEqual(['a accepted']);
  });

  it('waits until the one before it was answered, so that none overtakes another', () => {
    // given
    for (const uid of ['a', 'b', 'c']) outbox.submit(draft(uid));
    expect(transmitted).toEqual(['a']);
    // when
    outbox.accepted('a');
    outbox.rejected('b', refusal);
    // then
    expect(transmitted).toEqual(['a', 'b', 'c']);
    expect(states()).toEqual(['a accepted', 'b failed', 'c sending']);
  });

  it('fails when no answer comes in time, and lets the next one go', () => {
    // given
    outbox.submit(draft('a'));
    outbox.submit(draft('b'));
    // when
    timeOut();
    // then
    expect(states()).toEqual(['a failed', 'b sending']);
    expect(transmitted).toEqual(['a', 'b']);
  });

  it('does not fail after its answer', () => {
    // given
    outbox.submit(draft('a'));
    // when
    outbox.accepted('a');
    timeOut();
    // then
    expect(states()).toEqual(['a accepted']);
  });

  it('waits as long as the connection is away', () => {
    // given
    outbox.submit(draft('a'));
    // when
    outbox.hold();
    online = false;
    outbox.submit(draft('b'));
    timeOut();
    // then
    expect(states()).toEqual(['a sending', 'b sending']);
    // when
    online = true;
    outbox.resend();
    outbox.accepted('a');
    // then
    expect(transmitted).toEqual(['a', 'a', 'b']);
  });

  it('fails with the code of a refusal', () => {
    // given
    outbox.submit(draft('a'));
    // when
    outbox.rejected('a', refusal);
    // then
    expect(outbox.messages[0]).toMatchObject({ state: 'failed', reason: refusal.code });
  });

  it.each(['rate-limited', 'unavailable'])(
    'goes out again by itself after a pause when it was %s',
    (code) => {
      // given
      outbox.submit(draft('a'));
      outbox.submit(draft('b'));
      // when
      outbox.rejected('a', { code, title: 'Not now.' });
      // then
      expect(states()).toEqual(['a sending', 'b sending']);
      expect(transmitted).toEqual(['a']);
      timeOut();
      expect(transmitted).toEqual(['a', 'a']);
    },
  );

  it('is the same message when it is tried again', () => {
    // given
    outbox.submit(draft('a'));
    outbox.rejected('a', refusal);
    // when
    outbox.retry('a');
    // then
    expect(transmitted).toEqual(['a', 'a']);
    expect(outbox.messages[0]).toEqual({ ...draft('a'), state: 'sending' });
  });

  it('goes out again with the connection when it had no answer, but not when it was refused', () => {
    // given
    outbox.submit(draft('a'));
    timeOut();
    outbox.submit(draft('b'));
    outbox.rejected('b', refusal);
    transmitted = [];
    // when
    outbox.resend();
    // then
    expect(transmitted).toEqual(['a']);
    expect(states()).toEqual(['a sending', 'b failed']);
  });

  it('is forgotten when the inbox shows it', () => {
    // given
    outbox.submit(draft('a'));
    // when
    outbox.remove('a');
    outbox.accepted('a');
    // then
    expect(outbox.messages).toEqual([]);
    expect(timers.size).toBe(0);
  });

  it('of an earlier visit goes before what was written since', () => {
    // given
    online = false;
    outbox.submit(draft('b', 9));
    // when
    outbox.restore([{ ...draft('a', 3), state: 'sending' }]);
    // then
    online = true;
    outbox.resend();
    expect(transmitted).toEqual(['a']);
    expect(states()).toEqual(['a sending', 'b sending']);
  });
});
