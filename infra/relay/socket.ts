import type { ServerFrame } from '@parley/envelope';

/** Who hears what comes of a socket: one for each. */
export interface SocketListener {
  /** A text, or bytes that are none. */
  onMessage(data: Buffer, isBinary: boolean): void;
  onPing(): void;
  onPong(data: Buffer): void;
  /** It is closed; called once, and nothing afterwards. */
  onClose(code: number): void;
}

/**
 * What the relay needs of a WebSocket on the server's side (RFC 6455). It is open while `readyState` is `OPEN`, and tells
 * of its end once. What a peer does wrong with the protocol closes it, with the code that RFC 6455 has for that.
 */
export interface Socket {
  readonly readyState: number;
  readonly OPEN: number;
  /** Bytes that were written and that the operating system has not taken yet. */
  readonly bufferedAmount: number;
  /** Writes a frame; `taken` is called when the operating system took it, or with an error when it never will. */
  send(frame: ServerFrame, taken?: (error?: Error | null) => void): void;
  /** Writes these frames one behind the other; sockets that are given the very same list share its bytes. */
  sendAll(frames: readonly ServerFrame[]): void;
  ping(data?: string): void;
  /** Begins the closing handshake. */
  close(code: number, reason: string): void;
  /** Cuts the connection; nothing where it is closed already. */
  terminate(): void;
  /** While it is paused nothing is read, and nothing is lost. */
  pause(): void;
  resume(): void;
  /** From now on this one hears, in place of who did before. */
  listen(listener: SocketListener): void;
}
