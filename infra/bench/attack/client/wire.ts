import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** A bare connection: whatever is written goes out as it is. */
export interface Wire {
  readonly socket: Socket;
  /** All that came so far. */
  received(): Buffer;
  /** Resolves when the other side has ended or cut the connection. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Connects to the product's port. */
export async function openWire(url: string): Promise<Wire> {
  const { hostname, port } = new URL(url);
  // Half-open, so that what only says it has ended is told from what is gone.
  const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve) => {
    socket.once('end', () => resolve());
    socket.once('close', () => resolve());
  });
  socket.on('error', () => {});
  await new Promise((resolve) => {
    socket.once('connect', resolve);
    socket.once('error', resolve);
  });
  return { socket, received: () => Buffer.concat(parts), ended, close: () => void socket.destroy() };
}

/** A frame as RFC 6455, section 5.2 has it, with anything in it that the section forbids. */
export function rawFrame(
  opcode: number,
  payload: Uint8Array | string,
  { fin = true, rsv = 0, masked = true, claimed }: RawFrameOptions = {},
): Buffer {
  const bytes = Buffer.from(payload);
  const length = claimed ?? bytes.length;
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const mask = masked ? 0x80 : 0;
  const long = Buffer.alloc(8);
  if (length < 126) head.push(mask | length);
  else if (length < 65_536) {
    head.push(mask | 126);
    long.writeUInt16BE(length);
  } else {
    head.push(mask | 127);
    long.writeBigUInt64BE(BigInt(length));
  }
  const extended = long.subarray(0, length < 126 ? 0 : length < 65_536 ? 2 : 8);
  if (!masked) return Buffer.concat([Buffer.from(head), extended, bytes]);
  const key = randomBytes(4);
  for (let i = 0; i < bytes.length; i++) bytes[i]! ^= key[i % 4]!;
  return Buffer.concat([Buffer.from(head), extended, key, bytes]);
}

export interface RawFrameOptions {
  /** Whether it is the last frame of its message. */
  readonly fin?: boolean;
  /** The three reserved bits. */
  readonly rsv?: number;
  readonly masked?: boolean;
  /** The length that it claims, where that is not the payload's. */
  readonly claimed?: number;
}

/** A session on a bare connection. */
export interface RawSession extends Wire {
  /** The code of the server's close frame; 1006 when the connection ended without one. */
  readonly closeCode: Promise<number>;
}

/** Opens a WebSocket by hand and waits for the welcome. */
export async function openRawSession(url: string, token: string): Promise<RawSession> {
  const wire = await openWire(url);
  wire.socket.write(
    [
      'GET /ws HTTP/1.1',
      `Host: ${new URL(url).host}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
      `Sec-WebSocket-Protocol: parley.v1, bearer.${token}`,
      '',
      '',
    ].join('\r\n'),
  );
  await new Promise<void>((resolve, reject) => {
    wire.socket.on('data', () => wire.received().includes('"Welcome"') && resolve());
    void wire.ended.then(() => reject(new Error('the session was not welcomed')));
  });
  const closeCode = wire.ended.then(() => closeCodeOf(wire.received()));
  return { ...wire, closeCode };
}

/** Reads the server's frames, behind the head of its answer, up to its close. */
function closeCodeOf(received: Buffer): number {
  for (let at = received.indexOf('\r\n\r\n') + 4; at + 2 <= received.length;) {
    const opcode = received[at]! & 0x0f;
    const short = received[at + 1]! & 0x7f;
    const extended = short === 126 ? 2 : short === 127 ? 8 : 0;
    const length =
      extended === 0
        ? short
        : extended === 2
          ? received.readUInt16BE(at + 2)
          : Number(received.readBigUInt64BE(at + 2));
    const payload = at + 2 + extended;
    if (opcode === 8) return length >= 2 ? received.readUInt16BE(payload) : 1005;
    at = payload + length;
  }
  return 1006;
}
