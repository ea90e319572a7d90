import { encodeFrame, type ReceiveMessage, type ServerFrame } from '@parley/envelope';

/** A WebSocket text frame, ready to be written: header and JSON. */
export type FrameBytes = (frame: ServerFrame) => Buffer;

/** RFC 6455, 5.2: the last fragment of a text. */
const finalText = 0x81;

/** An unmasked text frame (RFC 6455, 5.2) whose payload is these two, one behind the other; the second of ASCII alone. */
function textFrame(head: Buffer, tail: string): Buffer {
  const length = head.length + tail.length;
  const at = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const bytes = Buffer.allocUnsafe(at + length);
  bytes[0] = finalText;
  if (at === 2) bytes[1] = length;
  else if (at === 4) {
    bytes[1] = 126;
    bytes.writeUInt16BE(length, 2);
  } else {
    bytes[1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), 2);
  }
  head.copy(bytes, at);
  bytes.write(tail, at + head.length, 'latin1');
  return bytes;
}

/** What a message's frames begin with, up to the position. */
function headOf(frame: ReceiveMessage): Buffer {
  const shared = JSON.stringify({ ...frame, position: undefined, cursor: undefined });
  return Buffer.from(`${shared.slice(0, -1)},"position":`, 'utf8');
}

/** Whether two frames bring the same message: its text and people are compared as the very same values, which costs nothing. */
const isSameMessage = (a: ReceiveMessage, b: ReceiveMessage): boolean =>
  a.messageUid === b.messageUid &&
  a.userId === b.userId &&
  a.recipientIds === b.recipientIds &&
  a.msg === b.msg &&
  a.conversation === b.conversation &&
  a.fromAutoReply === b.fromAutoReply &&
  a.causedBy === b.causedBy &&
  a.sentAt === b.sentAt;

/**
 * Encodes the frames of one relay, and remembers the message that it encoded last: the sockets of a message come one after
 * the other, and get what differs for each inbox, position and cursor, behind the same bytes; those of one inbox get the
 * very same buffer. `npm run bench -- relay` measures what that is worth.
 */
export function createFrameBytes(): FrameBytes {
  let last: { frame: ReceiveMessage; readonly head: Buffer; bytes: Buffer } | null = null;
  return (frame) => {
    if (frame.$type !== 'ReceiveMessage') return textFrame(Buffer.from(encodeFrame(frame), 'utf8'), '');
    const { position, cursor } = frame;
    const isSame = last !== null && isSameMessage(last.frame, frame);
    if (isSame && last!.frame.position === position && last!.frame.cursor === cursor) return last!.bytes;
    const head = isSame ? last!.head : headOf(frame);
    const bytes = textFrame(head, `${position},"cursor":${JSON.stringify(cursor)}}`);
    last = { frame, head, bytes };
    return bytes;
  };
}
