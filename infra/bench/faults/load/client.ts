import WebSocket from 'ws';
import { decodeServerFrame, encodeFrame, type ServerFrame } from '@parley/envelope';
import type { SignedIn } from './people';

/** A program on a socket that counts what it is told. */
export class LoadClient {
  readonly accepted: string[] = [];
  /** Codes of refusals. */
  readonly rejected: string[] = [];
  /** messageUids of what was received. */
  readonly received = new Set<string>();
  /** With which code the socket was closed; null while it is open. */
  closed: number | null = null;
  /** The codes of all closings. */
  readonly closings: number[] = [];
  #cursor: string | null = null;
  #socket: WebSocket | null = null;

  constructor(
    private readonly url: string,
    readonly person: SignedIn,
  ) {}

  /** Connects and reads on where it was; false when it was not let in. */
  connect(): Promise<boolean> {
    const address = `${this.url.replace(/^http/, 'ws')}/ws`;
    const socket = new WebSocket(address, ['parley.v1', `bearer.${this.person.token}`]);
    this.#socket = socket;
    this.closed = null;
    return new Promise((resolve) => {
      socket.on('error', () => {});
      socket.on('close', (code) => {
        if (this.#socket !== socket) return;
        this.closed = code;
        this.closings.push(code);
        resolve(false);
      });
      socket.on('message', (data: Buffer) => {
        const decoded = decodeServerFrame(data.toString('utf8'));
        if (!decoded.ok) throw new Error(`The server sent no frame: ${decoded.field} ${decoded.reason}`);
        this.#receive(socket, decoded.frame, () => resolve(true));
      });
    });
  }

  send(messageUid: string, message: string, destinationUsers: readonly number[]): void {
    if (this.#socket?.readyState === WebSocket.OPEN)
      this.#socket.send(encodeFrame({ $type: 'SendMessage', messageUid, message, destinationUsers }));
  }

  /** Reads nothing until it connects again. */
  stopReading(): void {
    this.#socket?.pause();
  }

  /** Reads again, to what end its socket came. */
  readAgain(): void {
    this.#socket?.resume();
  }

  end(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.terminate();
  }

  #receive(socket: WebSocket, frame: ServerFrame, onWelcome: () => void): void {
    switch (frame.$type) {
      case 'Welcome':
        socket.send(encodeFrame({ $type: 'Resume', after: this.#cursor }));
        return onWelcome();
      case 'ReceiveMessage':
        this.#cursor = frame.cursor;
        return void this.received.add(frame.messageUid);
      case 'Accepted':
        return void this.accepted.push(frame.messageUid);
      case 'Rejected':
        return void this.rejected.push(frame.problem.code);
    }
  }
}
