import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { ServerFrame } from '@parley/envelope';
import { createFrameBytes, type FrameBytes } from './frame-bytes';
import type { Socket, SocketListener } from './socket';
import type { Turn } from './turn';

/** What all sockets of a relay share. */
interface Shared {
  readonly bytes: FrameBytes;
  readonly turn: Turn;
}

/**
 * Makes the sockets of one relay of what `ws` accepted, and of the stream that carries it. A message is encoded once for
 * all of them, and each is written to once in a turn of the event loop; `npm run bench -- relay` measures what that is worth.
 */
export function createWebSockets(turn: Turn): (socket: WebSocket, stream: Duplex) => Socket {
  const shared: Shared = { bytes: createFrameBytes(), turn };
  return (socket, stream) => new GatheringSocket(socket, stream, shared);
}

/** Where a socket of `ws` has the one that gathers for it: so all of them share the functions that listen. */
const gathering = Symbol('gathering');
type Carrier = WebSocket & { [gathering]: GatheringSocket };

/** Writes whole frames to the stream itself, behind one another as they were sent; `ws` reads, pings and closes. */
class GatheringSocket implements Socket {
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #shared: Shared;
  #listener: SocketListener | null = null;
  #waiting: Buffer[] | null = null;
  #waitingBytes = 0;

  constructor(socket: WebSocket, stream: Duplex, shared: Shared) {
    this.#socket = socket;
    this.#stream = stream;
    this.#shared = shared;
    (socket as Carrier)[gathering] = this;
    socket.on('error', ignore).on('close', onClose);
  }

  get OPEN(): number {
    return this.#socket.OPEN;
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  get bufferedAmount(): number {
    return this.#stream.writableLength + this.#waitingBytes;
  }

  get listener(): SocketListener | null {
    return this.#listener;
  }

  send(frame: ServerFrame, taken?: (error?: Error | null) => void): void {
    const bytes = this.#shared.bytes.of(frame);
    if (taken === undefined) return this.#gather(bytes);
    this.#flush();
    this.#stream.write(bytes, taken);
  }

  sendAll(frames: readonly ServerFrame[]): void {
    this.#gather(this.#shared.bytes.ofAll(frames));
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

  listen(listener: SocketListener): void {
    if (this.#listener === null) this.#socket.on('message', onMessage).on('ping', onPing).on('pong', onPong);
    this.#listener = listener;
  }

  #gather(bytes: Buffer): void {
    this.#waitingBytes += bytes.length;
    if (this.#waiting !== null) return void this.#waiting.push(bytes);
    this.#waiting = [bytes];
    this.#shared.turn.atEnd(() => this.#flush());
  }

  #flush(): void {
    const waiting = this.#waiting;
    if (waiting === null) return;
    const bytes = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, this.#waitingBytes);
    this.#waiting = null;
    this.#waitingBytes = 0;
    // Behind a closing frame nothing may follow.
    if (this.readyState === this.OPEN) this.#stream.write(bytes);
  }
}

function ignore(): void {}

function onMessage(this: WebSocket, data: unknown, isBinary: boolean): void {
  (this as Carrier)[gathering].listener?.onMessage(data as Buffer, isBinary);
}

function onPing(this: WebSocket): void {
  (this as Carrier)[gathering].listener?.onPing();
}

function onPong(this: WebSocket, data: Buffer): void {
  (this as Carrier)[gathering].listener?.onPong(data);
}

function onClose(this: WebSocket, code: number): void {
  (this as Carrier)[gathering].listener?.onClose(code);
}
