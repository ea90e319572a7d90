import type { ServerFrame } from '@parley/envelope';

/**
 * What the relay needs of a WebSocket on the server's side (RFC 6455). It is open while `readyState` is `OPEN`, and tells
 * of its end once, by `close`.
 */
export interface Socket {
  readonly readyState: number;
  readonly OPEN: number;
  /** Bytes that were written and that the operating system has not taken yet. */
  readonly bufferedAmount: number;
  /** Writes a frame; `taken` is called when the operating system took it, or with an error when it never will. */
  send(frame: ServerFrame, taken?: (error?: Error | null) => void): void;
  ping(data?: string): void;
  /** Begins the closing handshake. */
  close(code: number, reason: string): void;
  /** Cuts the connection. */
  terminate(): void;
  /** While it is paused nothing is read, and nothing is lost. */
  pause(): void;
  resume(): void;
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): unknown;
  on(event: 'ping' | 'pong', listener: (data: Buffer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: (code: number) => void): unknown;
  once(event: 'close', listener: () => void): unknown;
}
