import { limits, type ServerFrame } from '@parley/envelope';
import type { Clock } from '@parley/ports';
import { closeCodes } from './codes';
import type { Socket } from './socket';

/** How long a closing handshake may take before the connection is cut, ms. */
const closingMilliseconds = 2_000;

/** Closes a socket, and cuts its connection when the other side does not answer. */
export function closeSocket(socket: Socket, clock: Clock, code: number, reason: string): void {
  if (socket.readyState !== socket.OPEN) return;
  socket.close(code, reason);
  clock.setTimer(closingMilliseconds, () => socket.terminate());
}

/** The way out to one socket. */
export class Outbox {
  constructor(
    private readonly socket: Socket,
    private readonly clock: Clock,
  ) {}

  /** Writes the frame; a socket that does not read is closed instead of being waited for. */
  send(frame: ServerFrame): void {
    if (this.#takes()) this.socket.send(frame);
  }

  /** Writes all of them, or none; sockets that are given the very same list share its bytes. */
  sendAll(frames: readonly ServerFrame[]): void {
    if (this.#takes()) this.socket.sendAll(frames);
  }

  /** Writes the frame and resolves when the operating system took it, or the socket is gone: for long readings. */
  sendAndWait(frame: ServerFrame): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState !== this.socket.OPEN) return resolve();
      // A socket that closes calls back too, with an error that is told by its close already.
      this.socket.send(frame, () => resolve());
    });
  }

  close(code: number, reason: string): void {
    closeSocket(this.socket, this.clock, code, reason);
  }

  #takes(): boolean {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return false;
    if (socket.bufferedAmount <= limits.socketBacklogBytes) return true;
    this.close(closeCodes.slowConsumer, 'reads too slowly');
    return false;
  }
}
