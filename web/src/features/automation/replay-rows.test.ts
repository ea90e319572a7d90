import { describe, expect, it } from '@jest/globals';
import type { Replay, Trial } from '../../api';
import { changesOf } from './replay-rows';

const trial = (answer: Partial<NonNullable<Trial['answer']>>, outcome = 'answered'): Trial => ({
  outcome,
  reason: '',
  log: '',
  gas: 1,
  milliseconds: 1,
  answer: { action: 'forward', messages: [], ...answer },
});
const replay = (...trials: Trial[]): Replay => ({
  replayed: trials.map((each, i) => ({
    ...each,
    message: {
      messageUid: String(i),
      conversation: 'c',
      position: i,
      messageBody: 'hello',
      senderId: 1,
      recipientIds: [2],
      fromAutoReply: false,
      sentAt: '',
      cursor: '',
    },
  })),
  unfinished: 0,
  diagnostics: [],
});
const changed = (draft: Trial, active: Trial | null) =>
  changesOf(replay(draft), active === null ? null : replay(active)).map(({ isChanged }) => isChanged);

describe('a draft against the last messages', () => {
  it.each([
    ['drops what was forwarded', trial({ action: 'drop' }), trial({})],
    ['drops where no script was', trial({ action: 'drop' }), null],
    ['writes another text', trial({ messageBody: 'HELLO' }), trial({ messageBody: 'Hello!' })],
    ['answers', trial({ messages: [{ recipientIds: [1], messageBody: 'pong' }] }), trial({})],
    ['fails where the other worked', trial({}, 'fault'), trial({})],
    ['works where the other failed', trial({}), trial({}, 'fault')],
  ])('is a change when it %s', (_, draft, active) => {
    expect(changed(draft, active)).toEqual([true]);
  });

  it.each([
    ['does the same', trial({ action: 'drop' }), trial({ action: 'drop' })],
    ['leaves alone what nobody touched', trial({}), null],
    ['writes the text anew as it was', trial({ messageBody: 'hello' }), null],
    [
      'answers the same people in another order',
      trial({ messages: [{ recipientIds: [2, 1], messageBody: 'x' }] }),
      trial({ messages: [{ recipientIds: [1, 2], messageBody: 'x' }] }),
    ],
  ])('is none when it %s', (_, draft, active) => {
    expect(changed(draft, active)).toEqual([false]);
  });

  it('shows the newest first', () => {
    expect(changesOf(replay(trial({}), trial({})), null).map(({ messageUid }) => messageUid)).toEqual([
      '1',
      '0',
    ]);
  });
});
