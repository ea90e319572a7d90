import { describe, expect, it } from '@jest/globals';
import type { InboxMessage } from '../../../api';
import { failedSince } from './failures';
import { findMessage } from './find-message';

const run = (outcome: string, at: string) => ({ outcome, at });

describe('failures that nobody has looked at', () => {
  const runs = [
    run('fault', '2027-01-03T00:00:00.000Z'),
    run('answered', '2027-01-02T00:00:00.000Z'),
    run('limit', '2027-01-01T00:00:00.000Z'),
  ];

  it('are all that failed, for somebody who never looked', () => {
    expect(failedSince(runs, null)).toBe(2);
  });

  it('are those that came after the run that was looked at last', () => {
    expect(failedSince(runs, '2027-01-01T00:00:00.000Z')).toBe(1);
    expect(failedSince(runs, '2027-01-03T00:00:00.000Z')).toBe(0);
  });
});

describe('the message of a run', () => {
  const message = (n: number): InboxMessage => ({
    messageUid: `uid-${n}`,
    conversation: 'c',
    position: n,
    messageBody: `text ${n}`,
    senderId: 1,
    recipientIds: [2],
    fromAutoReply: false,
    sentAt: new Date(n * 60_000).toISOString(),
    cursor: `cursor-${n}`,
  });

  /** An inbox of `count` messages, a minute apart, that counts how often it is asked. */
  function given(count: number) {
    const asked: string[] = [];
    const api = {
      async messages({ before = '', limit = 50 }: { before?: string; limit?: number }) {
        asked.push(before);
        const end = before === '' ? count : Number(before);
        const from = Math.max(0, end - limit);
        const messages = Array.from({ length: end - from }, (_, i) => message(from + i));
        return { ok: true as const, value: { messages, next: from === 0 ? null : String(from) } };
      },
    };
    return { api, asked };
  }
  const runOf = (n: number) => ({
    senderId: 1,
    messageUid: `uid-${n}`,
    at: new Date(n * 60_000 + 500).toISOString(),
  });

  it('is found some pages back', async () => {
    const { api, asked } = given(1_000);
    expect(await findMessage(api, runOf(450))).toMatchObject({ messageBody: 'text 450' });
    expect(asked).toEqual(['', '800', '600']);
  });

  it('is not looked for beyond the time at which it was sent', async () => {
    const { api, asked } = given(1_000);
    expect(await findMessage(api, { ...runOf(999), messageUid: 'gone' })).toBeNull();
    expect(asked).toEqual(['']);
  });

  it('is nothing when the inbox cannot be read', async () => {
    const refusal = { status: 0 } as never;
    expect(await findMessage({ messages: async () => ({ ok: false, refusal }) }, runOf(1))).toBeNull();
  });
});
