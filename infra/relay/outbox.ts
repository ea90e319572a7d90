import { limits, type ServerFrame } from '@parley/envelope';
import type { Clock } from '@parley/ports';
import { closeCodes } from './codes';
import type { Socket } from './socket';

/** The way out to one socket. */
export interface Outbox {
  /** Writes the frame; a socket that does not read is closed instead of being waited for. */
  send(frame: ServerFrame): void;
  /** Writes the frame and resolves when the operating system took it, or the socket is gone: for long readings. */
  sendAndWait(frame: ServerFrame): Promise<void>;
  close(code: number, reason: string): void;
}

/** How long a closing handshake may take before the connection is cut, ms. */
const closingMilliseconds = 2_000;

/** Closes a socket, and cuts its connection when the other side does not answer. */
export function closeSocket(socket: Socket, clock: Clock, code: number, reason: string): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(code, reason);
  const cut = clock.setTimer(closingMilliseconds, () => socket.terminate());
  socket.once('close', () => cut.cancel());
}

export function createOutbox(socket: Socket, clock: Clock): Outbox {
  const close = (code: number, reason: string) => closeSocket(socket, clock, code, reason);
  return {
    close,
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > limits.socketBacklogBytes)
        return close(closeCodes.slowConsumer, 'reads too slowly');
      socket.send(frame);
    },
    sendAndWait: (frame) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        // A socket that closes calls back too, with an error that is told by its close already.
        socket.send(frame, () => resolve());
      }),
  };
}
