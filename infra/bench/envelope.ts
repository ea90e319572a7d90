import { decodeEnvelope, encodeEnvelope } from '@parley/envelope';
import { sideBySide, type Row } from '@parley/jolie/bench';

const runs = 100_000;
const rounds = 9;

const text = encodeEnvelope({
  messageUid: '8b5fd1c2-b1f8-4a6e-9c0d-37e4a2f6105b',
  sessionId: '8b5fd1c2-b1f8-4a6e-9c0d-37e4a2f6105c',
  messageBody: 'x'.repeat(100),
  senderId: 12,
  recipientIds: [1, 2, 3],
  fromAutoReply: false,
  eventDestinations: ['jolie-exec', 'auto-reply', 'router'],
});

/** Reading an envelope strictly, beside parsing its JSON and looking at nothing. */
export async function envelopeRate(now: () => number): Promise<Row> {
  const rate = (read: () => unknown) => () => {
    const from = now();
    for (let i = 0; i < runs; i++) read();
    return (runs * 1000) / (now() - from);
  };
  const measured = await sideBySide(
    rounds,
    rate(() => decodeEnvelope(text)),
    rate(() => JSON.parse(text)),
  );
  return {
    what: 'an envelope decoded and validated',
    unit: 'envelopes/s',
    ...measured,
    baselineName: 'bare JSON.parse',
    better: 'more',
    goal: { of: 'ratio', atLeast: 0.8 },
  };
}
