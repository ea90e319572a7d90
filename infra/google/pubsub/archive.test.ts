import { describe, expect, it } from '@jest/globals';
import type { DeadLetter, MessagePublished } from '@parley/ports';
import { archiveDeadLetters, messageAgain } from './archive';

async function archived(
  attributes: Record<string, string>,
  messageId = '12',
  failure: string | null = null,
): Promise<DeadLetter> {
  const letters: DeadLetter[] = [];
  const handler = archiveDeadLetters(
    { put: async (letter) => void letters.push(letter) },
    { last: async (topic, data) => (topic === 'auto-reply' && data === '{"a":1}' ? failure : null) },
  );
  const message = {
    data: Buffer.from('{"a":1}').toString('base64'),
    attributes,
    messageId,
    publishTime: '2026-01-02T03:04:05.678Z',
  };
  await handler({ data: { subscription: '', message } } as unknown as MessagePublished, {
    publish: async () => {},
  });
  return letters[0]!;
}

describe('the archive of dead letters', () => {
  it('keeps what a stage put aside, with its topic and reason', async () => {
    expect(
      await archived({ topic: 'router', reason: 'envelope: senderId is missing', key: 'k' }),
    ).toMatchObject({
      topic: 'router',
      reason: 'envelope: senderId is missing',
      attempts: 0,
      data: '{"a":1}',
      at: '2026-01-02T03:04:05.678Z',
    });
  });

  it('given what Pub/Sub forwarded itself, then it knows the topic and the attempts', async () => {
    const letter = await archived({
      key: 'k',
      sentAt: 'then',
      CloudPubSubDeadLetterSourceDeliveryCount: '100',
      CloudPubSubDeadLetterSourceSubscription: 'auto-reply',
      CloudPubSubDeadLetterSourceSubscriptionProject: 'parley',
      CloudPubSubDeadLetterSourceTopicPublishTime: '2026-01-01T00:00:00Z',
    });
    expect(letter).toMatchObject({ topic: 'auto-reply', attempts: 100, reason: '100 attempts' });
    expect(messageAgain(letter)).toEqual({
      data: '{"a":1}',
      attributes: { key: 'k', sentAt: 'then' },
      orderingKey: 'k',
    });
  });

  it('given that the last failure of such a message is known, then that is its reason', async () => {
    const forwarded = {
      CloudPubSubDeadLetterSourceDeliveryCount: '100',
      CloudPubSubDeadLetterSourceSubscription: 'auto-reply',
    };
    expect((await archived(forwarded, '1', 'Error (14)')).reason).toBe('100 attempts: Error (14)');
  });

  it('names letters in the order of their publishing, and one delivery the same each time', async () => {
    const names = await Promise.all(['9', '10', '9'].map(async (id) => (await archived({}, id)).id));
    expect(names[0]! < names[1]!).toBe(true);
    expect(names[2]).toBe(names[0]);
  });
});
