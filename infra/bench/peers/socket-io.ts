import { fork } from 'node:child_process';
import { WebSocket } from 'ws';

/** A socket that has come through the opening of Engine.IO and of Socket.IO's root. */
async function opened(port: number): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`, {
    perMessageDeflate: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('0')) socket.send('40');
      else if (text.startsWith('40')) resolve();
      else if (text === '2') socket.send('3');
    });
  });
  return socket;
}

/** KiB that a server of socket.io holds for each of so many idle sockets: the growth of its process, one reading. */
export async function socketIoIdle(program: string, folder: string, sockets: number): Promise<number> {
  const child = fork(program, [folder]);
  const next = <T>() => new Promise<T>((resolve) => child.once('message', (answer) => resolve(answer as T)));
  const memory = async () => {
    const answer = next<{ bytes: number }>();
    child.send('memory');
    return (await answer).bytes;
  };
  const clients: WebSocket[] = [];
  try {
    const { port } = await next<{ port: number }>();
    const before = await memory();
    for (let i = 0; i < sockets; i++) clients.push(await opened(port));
    // As long as the relay's sockets had been idle.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return ((await memory()) - before) / sockets / 1024;
  } finally {
    for (const client of clients) client.terminate();
    if (child.connected) child.disconnect();
  }
}
