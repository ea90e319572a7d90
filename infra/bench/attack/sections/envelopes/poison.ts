import { holdsWhen, inProduct, type Attack } from '../../attack';
import { pause } from '../../client/pause';
import type { Product } from '../../product/product';
import { envelope } from './delivery';

/** Puts a text on a stage's topic, as somebody could who got hold of the broker; whether it was put aside. */
async function isPutAside(product: Product, topic: string, data: string): Promise<boolean> {
  const before = await product.ask({ kind: 'dead-letters' });
  await product.ask({ kind: 'publish', topic, data, attributes: {} });
  for (let waited = 0; waited < 5_000; waited += 50) {
    if ((await product.ask({ kind: 'dead-letters' })) > before) return true;
    await pause(50);
  }
  return false;
}

const json = (change: Readonly<Record<string, unknown>>) => JSON.stringify(envelope(change));

const texts: readonly (readonly [id: string, tries: string, data: () => string])[] = [
  ['E01', 'a text that is no JSON, on a topic', () => 'x'],
  ['E02', 'JSON that is no object', () => '[]'],
  ['E03', 'an envelope with a field more', () => json({ hops: -1 })],
  ['E04', 'an envelope with a field less', () => json({ senderId: undefined })],
  [
    'E05',
    'an envelope whose slip names stages that are over',
    () => json({ eventDestinations: ['jolie-exec', 'router'] }),
  ],
  ['E06', 'an envelope with a recipient twice', () => json({ recipientIds: [1, 1] })],
  ['E07', 'an envelope beside which no attributes came', () => json({})],
  ['E08', 'null', () => 'null'],
  ['E09', 'an envelope of another version', () => json({ version: 999 })],
];

/** What no stage can use. */
export const poison = texts.map(([id, tries, data]): Attack => ({
  id,
  tries,
  defence: 'deliveries are read strictly; poison is put aside at once',
  weakening: inProduct([
    'await publisher.publish(deadLetterTopic, deadLetterOf(stage.name, event, read.reason));',
    '',
  ]),
  attempt: async (product) => holdsWhen(await isPutAside(product, 'router', data()), 'it was not put aside'),
}));
