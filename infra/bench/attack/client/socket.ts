import { WebSocket } from 'ws';
import { decodeServerFrame, encodeFrame, type ClientFrame, type ServerFrame } from '@parley/envelope';

type FrameOf<T extends ServerFrame['$type']> = Extract<ServerFrame, { $type: T }>;

/** A WebSocket client that keeps what it was sent. */
export interface Client {
  readonly socket: WebSocket;
  readonly frames: readonly ServerFrame[];
  /** The code with which it was closed. */
  readonly closed: Promise<number>;
  send(frame: ClientFrame): void;
  /** The first frame of this type that matches, now or when it comes; null when none comes within the time, ms. */
  frame<T extends ServerFrame['$type']>(
    type: T,
    matches?: (frame: FrameOf<T>) => boolean,
    milliseconds?: number,
  ): Promise<FrameOf<T> | null>;
}

/** A guard against hanging, ms. */
const guard = 20_000;

/** Opens a socket; nothing is awaited. */
export function open(
  url: string,
  protocols: readonly string[],
  headers: Record<string, string> = {},
): Client {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, [...protocols], { headers });
  const frames: ServerFrame[] = [];
  const listeners = new Set<() => void>();
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const decoded = decodeServerFrame(String(data));
    if (decoded.ok) frames.push(decoded.frame);
    for (const listener of [...listeners]) listener();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  return {
    socket,
    frames,
    closed,
    send: (frame) => socket.send(encodeFrame(frame)),
    frame: (type, matches = () => true, milliseconds = guard) =>
      new Promise((resolve) => {
        const settle = (found: ServerFrame | null) => {
          listeners.delete(look);
          clearTimeout(timer);
          resolve(found as FrameOf<typeof type> | null);
        };
        const look = () => {
          const found = frames.find(
            (frame) => frame.$type === type && matches(frame as FrameOf<typeof type>),
          );
          if (found !== undefined) settle(found);
        };
        const timer = setTimeout(() => settle(null), milliseconds);
        listeners.add(look);
        void closed.then(() => settle(null));
        look();
      }),
  };
}

/** Opens a session, and waits for the welcome. Rejects when there is none. */
export async function connect(url: string, token: string): Promise<Client> {
  const client = open(url, ['parley.v1', `bearer.${token}`]);
  if ((await client.frame('Welcome')) === null) throw new Error('the socket was not welcomed');
  return client;
}
