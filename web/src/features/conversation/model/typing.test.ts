import { beforeEach, describe, expect, it } from '@jest/globals';
import { conversationOf, type ClientFrame } from '@parley/envelope';
import { Typing } from './typing';
import { InboxServer } from '../testing/inbox-server';

let now: number;
let sent: ClientFrame[];
let timers: Map<object, () => void>;
let typing: Typing;
const conversation = conversationOf(1, [2]);

beforeEach(() => {
  now = 0;
  sent = [];
  timers = new Map();
  typing = new Typing({
    ownId: 1,
    transmit: (frame) => {
      sent.push(frame);
      return true;
    },
    now: () => now,
    after: (_, callback) => {
      const key = {};
      timers.set(key, callback);
      return () => timers.delete(key);
    },
  });
});
const people = () => typing.people.get().get(conversation);

describe('that the reader is typing', () => {
  it('is told at most once in three seconds, and anew after a message', () => {
    // when
    for (now = 0; now < 6_000; now += 500) typing.tell([2]);
    // then
    expect(sent).toHaveLength(2);
    typing.rest();
    typing.tell([2]);
    expect(sent).toHaveLength(3);
  });

  it('is told to nobody in a large group, nor to oneself', () => {
    typing.tell(Array.from({ length: 17 }, (_, i) => i + 2));
    typing.tell([]);
    expect(sent).toEqual([]);
  });
});

describe('that somebody is typing', () => {
  it('shows until nothing more is heard of it', () => {
    // when
    typing.receive({ $type: 'Typing', userId: 2, conversation });
    typing.receive({ $type: 'Typing', userId: 2, conversation });
    // then
    expect(people()).toEqual([2]);
    expect(timers.size).toBe(1);
    [...timers.values()].forEach((callback) => callback());
    expect(people()).toBeUndefined();
  });

  it('ends with their message, and with the connection', () => {
    // given
    typing.receive({ $type: 'Typing', userId: 2, conversation });
    typing.receive({ $type: 'Typing', userId: 3, conversation });
    const server = new InboxServer();
    // when
    typing.receive(server.frame(server.store('hello')));
    // then
    expect(people()).toEqual([3]);
    typing.clear();
    expect(people()).toBeUndefined();
    expect(timers.size).toBe(0);
  });
});
