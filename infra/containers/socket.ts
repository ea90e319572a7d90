import { WebSocket } from 'ws';
import { decodeServerFrame, type ServerFrame } from '@parley/envelope';

/** A signed-in socket, with all that it was sent. */
export interface Socket {
  readonly frames: readonly ServerFrame[];
  /** Resolves with the code with which it was closed. */
  readonly closed: Promise<number>;
}

/** Connects to a relay with a session token; resolves when it is welcomed. */
export async function connect(port: number, token: string): Promise<Socket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, ['parley.v1', `bearer.${token}`]);
  const frames: ServerFrame[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    void closed.then((code) => reject(new Error(`The socket was closed with ${code}.`)));
    socket.on('message', (data) => {
      const decoded = decodeServerFrame(String(data));
      if (!decoded.ok) return;
      frames.push(decoded.frame);
      if (decoded.frame.$type === 'Welcome') resolve();
    });
  });
  return { frames, closed };
}
