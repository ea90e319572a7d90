import { beforeEach, describe, expect, it } from '@jest/globals';
import { Outbox } from './outbox';

const draft = (messageUid: string) => ({
  messageUid,
  conversation: 'c',
  recipientIds: [2],
  text: `text of ${messageUid}`,
  writtenAt: 5,
});

let transmitted: string[];
let timers: Map<object, () => void>;
let outbox: Outbox;

beforeEach(() => {
  transmitted = [];
  timers = new Map();
  outbox = new Outbox({
    transmit: ({ messageUid }) => {
      transmitted.push(messageUid);
      return true;
    },
    after: (_, callback) => {
      const key = {};
      timers.set(key, callback);
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

  it('fails when no answer comes in time, and is told nothing later', () => {
    // given
    outbox.submit(draft('a'));
    // when
    timeOut();
    // then
    expect(states()).toEqual(['a failed']);
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

  it('fails with the reason of a refusal', () => {
    // given
    outbox.submit(draft('a'));
    // when
    outbox.rejected('a', 'Too long.');
    // then
    expect(outbox.messages[0]).toMatchObject({ state: 'failed', reason: 'Too long.' });
  });

  it('is the same message when it is tried again', () => {
    // given
    outbox.submit(draft('a'));
    outbox.rejected('a', 'Busy.');
    // when
    outbox.retry('a');
    // then
    expect(transmitted).toEqual(['a', 'a']);
    expect(outbox.messages[0]).toEqual({ ...draft('a'), state: 'sending' });
  });

  it('goes out again with the connection when it had no answer, in the order of writing, but not when refused', () => {
    // given
    for (const uid of ['a', 'b', 'c', 'd']) outbox.submit(draft(uid));
    outbox.accepted('b');
    outbox.rejected('c', 'No.');
    transmitted = [];
    // when
    outbox.resend();
    // then
    expect(transmitted).toEqual(['a', 'd']);
  });

  it('goes out again with the connection also after its time ran out', () => {
    // given
    outbox.submit(draft('a'));
    timeOut();
    // when
    outbox.resend();
    // then
    expect(transmitted).toEqual(['a', 'a']);
    expect(states()).toEqual(['a sending']);
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
});
