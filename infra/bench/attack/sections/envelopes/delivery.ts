import { randomUUID } from 'node:crypto';
import { conversationOf, encodeAttributes, type Envelope } from '@parley/envelope';
import { pause } from '../../client/pause';
import type { Person, Product } from '../../product/product';

/** An envelope as a stage gets it, with these differences. */
export const envelope = (change: Partial<Envelope> | Readonly<Record<string, unknown>> = {}) => ({
  messageUid: randomUUID(),
  sessionId: randomUUID(),
  messageBody: 'x',
  senderId: 1,
  recipientIds: [1],
  fromAutoReply: false,
  eventDestinations: ['router'],
  ...change,
});

/** Publishes a delivery that is right, as somebody could who got hold of the broker, or a broker that repeats itself. */
export async function deliver(
  product: Product,
  topic: string,
  of: { readonly from: Person; readonly to: Person } & Partial<Envelope>,
): Promise<void> {
  const { from, to, ...change } = of;
  const stages = ['jolie-exec', 'auto-reply', 'router'];
  const eventDestinations = stages.slice(stages.indexOf(topic));
  const recipientIds = [to.id];
  const data = JSON.stringify(envelope({ senderId: from.id, recipientIds, eventDestinations, ...change }));
  const conversation = conversationOf(from.id, recipientIds);
  const sentAt = new Date().toISOString();
  const attributes = encodeAttributes({ sentAt, conversation, key: conversation });
  await product.ask({ kind: 'publish', topic, data, attributes });
}

interface Received {
  readonly messageUid: string;
  readonly messageBody: string;
  readonly senderId: number;
}

export const inboxOf = async (product: Product, { token }: Person) =>
  (await product.call('GET', '/api/messages?limit=200', { token })).json['messages'] as Received[];

/** The inbox once it has so many messages, and then had a second for more. Guarded: what does not come is not in it. */
export async function inboxWith(product: Product, person: Person, count: number): Promise<Received[]> {
  for (let waited = 0; waited < 20_000; waited += 100) {
    if ((await inboxOf(product, person)).length >= count) break;
    await pause(100);
  }
  await pause(1_000);
  return inboxOf(product, person);
}

export const send = (
  product: Product,
  { token }: Person,
  to: readonly Person[],
  messageBody = 'x',
  messageUid = randomUUID() as string,
) =>
  product.call('POST', '/api/messages', {
    token,
    json: { messageUid, messageBody, recipientIds: to.map(({ id }) => id) },
  });
