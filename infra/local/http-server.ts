import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '@parley/ports';
import type { Relay } from '@parley/relay';
import { LocalError, localCodes } from './errors';

export interface ListeningServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** Takes no new connections and resolves when all are closed: idle ones at once, busy ones after 5 s at most. */
  close(): Promise<void>;
}

/** Slow or silent requests hold a connection no longer than this, ms. */
const requestMilliseconds = 30_000;
/** What requests that are under way may take when the server closes, ms. */
const drainMilliseconds = 5_000;

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (failure: NodeJS.ErrnoException) => {
      reject(
        failure.code === 'EADDRINUSE'
          ? new LocalError(
              localCodes.portBusy,
              `Port ${port} is in use. Stop what listens there, or set PORT to another number.`,
            )
          : new LocalError(
              localCodes.addressUnusable,
              `Can’t listen on ${host}, port ${port} (${failure.code}). Set HOST and PORT to an address of this machine.`,
            ),
      );
    });
    server.listen(port, host, () => resolve(server.address() as AddressInfo));
  });
}

/** Serves HTTP and WebSockets on one port; port 0 takes a free one. */
export async function serve(options: {
  readonly listener: RequestListener;
  readonly relay: Pick<Relay, 'handleUpgrade'>;
  readonly port: number;
  readonly host: string;
  readonly clock: Clock;
}): Promise<ListeningServer> {
  const server = createServer(
    { requestTimeout: requestMilliseconds, headersTimeout: requestMilliseconds / 2, keepAliveTimeout: 5_000 },
    options.listener,
  );
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    options.relay.handleUpgrade(request, socket, head);
  });
  const { port, address, family } = await listen(server, options.port, options.host);
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    close: () =>
      new Promise((resolve) => {
        const cut = options.clock.setTimer(drainMilliseconds, () => server.closeAllConnections());
        server.close(() => {
          cut.cancel();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
