import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  answer,
  buildSlip,
  conversationOf,
  decodeAttributes,
  decodeEnvelope,
  encodeAttributes,
  encodeEnvelope,
  type Message,
} from '@parley/envelope';
import { meaning, silentTelemetry, type MessagePublished, type OutgoingMessage } from '@parley/ports';
import { ManualClock } from '@parley/ports/contract';
import { runStage, type Stage } from './index';

const clock = new ManualClock();
const key = conversationOf(1, [2]);
const messageOf = (change: Partial<Message['envelope']> = {}): Message => ({
  envelope: {
    messageUid: '0f8fad5b-d9cb-469f-a165-70867728950e',
    sessionId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    messageBody: 'hello',
    senderId: 1,
    recipientIds: [2],
    fromAutoReply: false,
    eventDestinations: ['first', 'second', 'router'],
    ...change,
  },
  attributes: { sentAt: '2026-01-02T03:04:05.000Z', conversation: key, key },
});

const eventOf = (
  data: string,
  attributes: Record<string, string> = encodeAttributes(messageOf().attributes),
): MessagePublished => ({
  specversion: '1.0',
  type: 'google.cloud.pubsub.topic.v1.messagePublished',
  id: '1',
  source: '//pubsub.googleapis.com/projects/p/topics/first',
  time: '2026-01-02T03:04:05.000Z',
  data: {
    subscription: 's',
    message: {
      data: Buffer.from(data).toString('base64'),
      attributes,
      messageId: '1',
      publishTime: '2026-01-02T03:04:05.000Z',
    },
  },
});

/** Delivers to a stage and gives what it published. */
async function deliver(stage: Stage, event: MessagePublished) {
  const published: { topic: string; message: OutgoingMessage }[] = [];
  const publisher = {
    publish: async (topic: string, message: OutgoingMessage) => void published.push({ topic, message }),
  };
  await runStage(stage, { clock, telemetry: silentTelemetry })(event, publisher);
  return published;
}

const quiet: Stage = { name: 'first', handle: async (message) => ({ message, generated: [] }) };
const answering = (count: number): Stage => ({
  name: 'first',
  handle: async (message) => ({
    message,
    generated: Array.from({ length: count }, (_, index) =>
      answer(message, {
        stage: 'first',
        ownerId: 2,
        index,
        recipientIds: [1],
        messageBody: `answer ${index}`,
      }),
    ),
  }),
});

describe('a stage', () => {
  it('given a message, when it made answers, then the cause is published before them, to the next stage, under one key', async () => {
    const published = await deliver(answering(2), eventOf(encodeEnvelope(messageOf().envelope)));
    expect(published.map(({ topic }) => topic)).toEqual(['second', 'second', 'second']);
    expect(published.map(({ message }) => message.orderingKey)).toEqual([key, key, key]);
    const bodies = published.map(
      ({ message }) => (JSON.parse(message.data) as { messageBody: string }).messageBody,
    );
    expect(bodies).toEqual(['hello', 'answer 0', 'answer 1']);
  });

  it('given a redelivery, then it publishes the very same messages', async () => {
    const event = eventOf(encodeEnvelope(messageOf().envelope));
    expect(await deliver(answering(3), event)).toEqual(await deliver(answering(3), event));
  });

  it.each([
    ['text that is no envelope', 'x', undefined, 'JSON'],
    [
      'an envelope with a field too many',
      JSON.stringify({ ...messageOf().envelope, hops: -1 }),
      undefined,
      'hops',
    ],
    [
      'a message for another stage',
      encodeEnvelope(messageOf({ eventDestinations: ['router'] }).envelope),
      undefined,
      'first',
    ],
    ['attributes that are missing', encodeEnvelope(messageOf().envelope), {}, 'sentAt'],
  ])('puts %s aside with its reason, and acknowledges it', async (_, data, attributes, reason) => {
    const [dead, ...others] = await deliver(quiet, eventOf(data, attributes));
    expect(others).toEqual([]);
    expect(dead).toMatchObject({ topic: 'dead-letter', message: { data } });
    expect(dead!.message.attributes['reason']).toContain(reason);
  });

  it('given a stage that fails, then the delivery is rejected and nothing is published', async () => {
    const failing: Stage = {
      name: 'first',
      handle: async () => {
        throw new Error('away');
      },
    };
    await expect(deliver(failing, eventOf(encodeEnvelope(messageOf().envelope)))).rejects.toThrow('away');
  });

  it('takes what this part published as it is when the bus hands it on, and nobody else’s word for it', async () => {
    // given
    const seen: string[] = [];
    const stage = (name: string): Stage => ({
      name,
      async handle(message) {
        seen.push(message.envelope.messageBody);
        return { message, generated: [] };
      },
    });
    const [published] = await deliver(stage('first'), eventOf(encodeEnvelope(messageOf().envelope)));
    const forged = { message: messageOf({ messageBody: 'forged', eventDestinations: ['second', 'router'] }) };
    // when
    await deliver(stage('second'), { ...eventOf('not read'), [meaning]: published!.message[meaning] });
    const [aside] = await deliver(stage('second'), { ...eventOf('not JSON'), [meaning]: forged });
    // then
    expect(seen).toEqual(['hello', 'hello']);
    expect(aside?.topic).toBe('dead-letter');
  });

  it('never gets a message that a program made, unless it is the last; whatever the slip, it is passed on as it is', async () => {
    const names = fc.uniqueArray(fc.constantFrom('jolie-exec', 'auto-reply', 'own', 'spam'), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(names, fc.string({ unit: 'grapheme', maxLength: 50 }), async (stages, messageBody) => {
        let event = eventOf(
          encodeEnvelope(
            messageOf({ fromAutoReply: true, messageBody, eventDestinations: buildSlip(stages, () => true) })
              .envelope,
          ),
        );
        const called: string[] = [];
        for (const name of buildSlip(stages, () => true)) {
          const stage: Stage = {
            name,
            async handle(message) {
              called.push(name);
              return { message, generated: [] };
            },
          };
          const [next] = await deliver(stage, event);
          if (next !== undefined) event = eventOf(next.message.data, { ...next.message.attributes });
        }
        expect(called).toEqual(['router']);
        const decoded = decodeEnvelope(Buffer.from(event.data.message.data, 'base64').toString());
        expect(decoded).toMatchObject({ ok: true, envelope: { messageBody, fromAutoReply: true } });
        expect(decodeAttributes(event.data.message.attributes).ok).toBe(true);
      }),
    );
  });
});
