import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ServerFrame } from '@parley/envelope';
import { createFrameBytes, type FrameBytes } from './frame-bytes';
import type { Socket } from './socket';
import { createTurn, type Turn } from './turn';

/**
 * Makes the sockets of one relay of what `ws` accepted, and of the stream that carries it. A message is encoded once for
 * all of them, and each is written to once in a turn of the event loop; `npm run bench -- relay` measures what that is worth.
 */
export function createWebSockets(): (socket: WebSocket, stream: Duplex) => Socket {
  const bytesOf = createFrameBytes();
  const turn = createTurn();
  return (socket, stream) => new GatheringSocket(socket, stream, bytesOf, turn);
}

/** Writes whole frames to the stream itself, behind one another as they were sent; `ws` reads, pings and closes. */
class GatheringSocket implements Socket {
  readonly OPEN: number;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #bytesOf: FrameBytes;
  readonly #turn: Turn;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(socket: WebSocket, stream: Duplex, bytesOf: FrameBytes, turn: Turn) {
    this.OPEN = socket.OPEN;
    this.#socket = socket;
    this.#stream = stream;
    this.#bytesOf = bytesOf;
    this.#turn = turn;
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  get bufferedAmount(): number {
    return this.#stream.writableLength + this.#waitingBytes;
  }

  send(frame: ServerFrame, taken?: (error?: Error | null) => void): void {
    const bytes = this.#bytesOf(frame);
    if (taken !== undefined) {
      this.#flush();
      this.#stream.write(bytes, taken);
      return;
    }
    this.#waitingBytes += bytes.length;
    if (this.#waiting.push(bytes) === 1) this.#turn.atEnd(() => this.#flush());
  }

  ping(data?: string): void {
    this.#flush();
    if (this.readyState === this.OPEN) this.#socket.ping(data);
  }

  close(code: number, reason: string): void {
    this.#flush();
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  on(event: string, listener: (...all: never[]) => void): void {
    this.#socket.on(event, listener as (...all: unknown[]) => void);
  }

  once(event: 'close', listener: () => void): void {
    this.#socket.once(event, listener);
  }

  #flush(): void {
    if (this.#waiting.length === 0) return;
    const bytes =
      this.#waiting.length === 1 ? this.#waiting[0]! : Buffer.concat(this.#waiting, this.#waitingBytes);
    this.#waiting = [];
    this.#waitingBytes = 0;
    // Behind a closing frame nothing may follow.
    if (this.readyState === this.OPEN) this.#stream.write(bytes);
  }
}
