import { describe, expect, it } from '@jest/globals';
import type { Writable } from 'node:stream';
import fc from 'fast-check';
import WebSocket from 'ws';
import { encodeFrame, type ReceiveMessage, type ServerFrame } from '@parley/envelope';
import { createFrameBytes } from './frame-bytes';

/** What reads frames in `ws`; its types leave it out. */
const { Receiver } = WebSocket as unknown as { Receiver: new (options: object) => Writable };

/** What a WebSocket client reads of these bytes. */
function textsOf(bytes: readonly Buffer[]): string[] {
  const texts: string[] = [];
  const receiver = new Receiver({ isServer: false, allowSynchronousEvents: true });
  receiver.on('message', (data: Buffer) => texts.push(data.toString('utf8')));
  for (const each of bytes) receiver.write(each);
  return texts;
}

const message = (recipientIds: readonly number[], msg: string): ReceiveMessage => ({
  $type: 'ReceiveMessage',
  messageUid: '5b0e3a0c-8f4f-4a53-9f5e-000000000001',
  conversation: 'c',
  msg,
  userId: 9,
  recipientIds,
  fromAutoReply: false,
  sentAt: '2027-01-01T00:00:00Z',
  position: 1,
  cursor: 'x',
});

describe('the bytes of frames', () => {
  it('given messages of any text to any places, when they are encoded one after the other, then each is read as it was', () => {
    const frames = fc.array(
      fc.record({
        msg: fc.string({ unit: 'grapheme', maxLength: 50 }),
        position: fc.nat(),
        cursor: fc.base64String(),
        again: fc.boolean(),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(frames, (drawn) => {
        const bytes = createFrameBytes();
        let shared = message([1, 2], 'first');
        const sent: ServerFrame[] = drawn.map(({ msg, position, cursor, again }) => {
          if (!again) shared = message([1, 2], msg);
          return { ...shared, position, cursor };
        });
        const read = textsOf(sent.map(bytes.of)).map((text) => JSON.parse(text) as unknown);
        expect(read).toEqual(sent.map((frame) => JSON.parse(encodeFrame(frame)) as unknown));
      }),
    );
  });

  it.each([125, 126, 65_535, 65_536])('frames texts around %i bytes', (length) => {
    const bytes = createFrameBytes();
    const bare = encodeFrame({ $type: 'Accepted', messageUid: '' }).length;
    const frame: ServerFrame = { $type: 'Accepted', messageUid: 'x'.repeat(length - bare) };
    expect(textsOf([bytes.of(frame)])).toEqual([encodeFrame(frame)]);
  });

  it('given several frames, then their bytes are those of each, one behind the other', () => {
    const bytes = createFrameBytes();
    const frames: ServerFrame[] = [
      message([1], 'hello'),
      { $type: 'Ping' },
      { ...message([1, 2], 'there'), messageUid: '5b0e3a0c-8f4f-4a53-9f5e-000000000002' },
    ];
    expect(bytes.ofAll(frames)).toEqual(Buffer.concat(frames.map(bytes.of)));
    expect(bytes.ofAll([])).toHaveLength(0);
  });

  it('given sockets that bring the very same frames, then they share one buffer', () => {
    const bytes = createFrameBytes();
    const frames = [message([1], 'hello')];
    expect(bytes.ofAll(frames)).toBe(bytes.ofAll(frames));
    expect(bytes.ofAll([...frames])).not.toBe(bytes.ofAll(frames));
  });
});
