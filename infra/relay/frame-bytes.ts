import { encodeFrame, type ReceiveMessage, type ServerFrame } from '@parley/envelope';

/** WebSocket text frames, ready to be written, one behind the other: headers and JSON. */
export interface FrameBytes {
  of(frame: ServerFrame): Buffer;
  /** Of the very same list, asked for again right away, the very same buffer. */
  ofAll(frames: readonly ServerFrame[]): Buffer;
}

/** RFC 6455, 5.2: the last fragment of a text. */
const finalText = 0x81;
/** What is remembered of messages, bytes: as long as a turn brings them to one person after the other. */
const rememberedBytes = 1024 * 1024;

/** An unmasked text frame (RFC 6455, 5.2) whose payload is these two, one behind the other; the second of ASCII alone. */
interface Parts {
  readonly head: Buffer;
  readonly tail: string;
}

const nothing = Buffer.alloc(0);
const lengthOf = ({ head, tail }: Parts): number => head.length + tail.length;
const headerOf = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10);

/** Writes a frame, and returns where it ends. */
function write(bytes: Buffer, from: number, parts: Parts): number {
  const length = lengthOf(parts);
  const at = from + headerOf(length);
  bytes[from] = finalText;
  if (length < 126) bytes[from + 1] = length;
  else if (length < 65_536) {
    bytes[from + 1] = 126;
    bytes.writeUInt16BE(length, from + 2);
  } else {
    bytes[from + 1] = 127;
    bytes.writeBigUInt64BE(BigInt(length), from + 2);
  }
  const { head, tail } = parts;
  bytes.set(head, at);
  if (tail !== '') bytes.write(tail, at + head.length, 'latin1');
  return at + length;
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

/** Beginnings of messages by messageUid, a bounded number of bytes. */
class Heads {
  readonly #held = new Map<string, { readonly frame: ReceiveMessage; readonly head: Buffer }>();
  #bytes = 0;

  of(frame: ReceiveMessage): Buffer {
    const known = this.#held.get(frame.messageUid);
    if (known !== undefined && isSameMessage(known.frame, frame)) return known.head;
    const head = headOf(frame);
    if (this.#bytes > rememberedBytes) {
      this.#held.clear();
      this.#bytes = 0;
    }
    this.#held.set(frame.messageUid, { frame, head });
    this.#bytes += head.length;
    return head;
  }
}

/**
 * Encodes the frames of one relay, and remembers how messages begin: the sockets of a message come one after the other, and
 * get what differs for each inbox, position and cursor, behind the same bytes. `npm run bench -- relay` measures what that
 * is worth.
 */
export function createFrameBytes(): FrameBytes {
  const heads = new Heads();
  let last: { readonly frames: readonly ServerFrame[]; readonly bytes: Buffer } | null = null;
  const partsOf = (frame: ServerFrame): Parts =>
    frame.$type === 'ReceiveMessage'
      ? { head: heads.of(frame), tail: `${frame.position},"cursor":${JSON.stringify(frame.cursor)}}` }
      : { head: Buffer.from(encodeFrame(frame), 'utf8'), tail: '' };
  const bytesOf = (all: readonly Parts[]): Buffer => {
    const size = all.reduce((sum, parts) => sum + headerOf(lengthOf(parts)) + lengthOf(parts), 0);
    const bytes = size === 0 ? nothing : Buffer.allocUnsafe(size);
    let at = 0;
    for (const parts of all) at = write(bytes, at, parts);
    return bytes;
  };
  return {
    of: (frame) => bytesOf([partsOf(frame)]),
    ofAll(frames) {
      if (last?.frames !== frames) last = { frames, bytes: bytesOf(frames.map(partsOf)) };
      return last.bytes;
    },
  };
}
