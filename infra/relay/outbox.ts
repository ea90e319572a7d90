import type { WebSocket } from 'ws';
import { encodeFrame, limits, type ServerFrame } from '@parley/envelope';
import { closeCodes } from './codes';

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

export function createOutbox(
  socket: WebSocket,
  setTimer: (milliseconds: number, fire: () => void) => unknown,
): Outbox {
  const close = (code: number, reason: string) => {
    if (socket.readyState === socket.CLOSED) return;
    socket.close(code, reason);
    setTimer(closingMilliseconds, () => socket.terminate());
  };
  return {
    close,
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > limits.socketBacklogBytes)
        return close(closeCodes.slowConsumer, 'reads too slowly');
      socket.send(encodeFrame(frame));
    },
    sendAndWait: (frame) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        // A socket that closes calls back too, with an error that is told by its close already.
        socket.send(encodeFrame(frame), () => resolve());
      }),
  };
}
