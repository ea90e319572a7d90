import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { limits, type ServerFrame } from '@parley/envelope';
import type { Clock } from '@parley/ports';
import { closeCodes } from './codes';
import type { FrameBytes } from './frame-bytes';
import type { Turn } from './turn';

/** The way out to one socket. */
export interface Outbox {
  /** Writes the frame when this turn is over; a socket that does not read is closed instead of being waited for. */
  send(frame: ServerFrame): void;
  /** Writes the frame and resolves when the operating system took it, or the socket is gone: for long readings. */
  sendAndWait(frame: ServerFrame): Promise<void>;
  /** Asks the client's machine for a sign of life, behind what was sent. */
  ping(data?: string): void;
  close(code: number, reason: string): void;
}

/** What the outboxes of one relay share. */
export interface OutboxDeps {
  readonly clock: Clock;
  readonly bytesOf: FrameBytes;
  readonly turn: Turn;
}

/** How long a closing handshake may take before the connection is cut, ms. */
const closingMilliseconds = 2_000;

/** Closes a socket, and cuts its connection when the other side does not answer. */
export function closeSocket(socket: WebSocket, clock: Clock, code: number, reason: string): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(code, reason);
  const cut = clock.setTimer(closingMilliseconds, () => socket.terminate());
  socket.once('close', () => cut.cancel());
}

/**
 * @param stream what carries the socket's frames: they are written to it as they are, for they are the same for many
 */
export function createOutbox(
  socket: WebSocket,
  stream: Duplex,
  { clock, bytesOf, turn }: OutboxDeps,
): Outbox {
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  const isOpen = () => socket.readyState === socket.OPEN;
  const flush = () => {
    if (waiting.length === 0) return;
    const bytes = waiting.length === 1 ? waiting[0]! : Buffer.concat(waiting, waitingBytes);
    waiting = [];
    waitingBytes = 0;
    // Behind a closing frame nothing may follow.
    if (isOpen()) stream.write(bytes);
  };
  const close = (code: number, reason: string) => {
    flush();
    closeSocket(socket, clock, code, reason);
  };
  return {
    close,
    send(frame) {
      if (!isOpen()) return;
      if (stream.writableLength + waitingBytes > limits.socketBacklogBytes)
        return close(closeCodes.slowConsumer, 'reads too slowly');
      const bytes = bytesOf(frame);
      waitingBytes += bytes.length;
      if (waiting.push(bytes) === 1) turn.atEnd(flush);
    },
    sendAndWait: (frame) =>
      new Promise((resolve) => {
        flush();
        if (!isOpen()) return resolve();
        // A socket that closes calls back too, with an error that is told by its close already.
        stream.write(bytesOf(frame), () => resolve());
      }),
    ping(data) {
      flush();
      if (isOpen()) socket.ping(data);
    },
  };
}
