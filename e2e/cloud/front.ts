import {
  createServer,
  request as ask,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import express from 'express';
import { securityHeaders, type PageConfig } from '@parley/api';
import { pageRoutes } from '../../infra/local/page';

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

export interface Front {
  /** Without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/** The load balancer: HTTP goes to the API, WebSockets to one relay after the other, passing over those that are away. */
export async function startBalancer(apiPort: number, relayPorts: readonly number[]): Promise<Front> {
  const open = new Set<Socket>();
  let turn = 0;

  const forward = (request: IncomingMessage, response: ServerResponse) => {
    const { method, url, headers } = request;
    const forwarded = ask({ host: '127.0.0.1', port: apiPort, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => {
      if (response.headersSent) response.destroy();
      else response.writeHead(503).end();
    });
    request.pipe(forwarded);
  };

  const connectTo = (ports: readonly number[], request: IncomingMessage, socket: Socket, head: Buffer) => {
    const [port, ...others] = ports;
    if (port === undefined) return void socket.destroy();
    const upstream = connect(port, '127.0.0.1', () => {
      const lines = [`${request.method} ${request.url} HTTP/1.1`];
      for (let i = 0; i < request.rawHeaders.length; i += 2) {
        lines.push(`${request.rawHeaders[i]}: ${request.rawHeaders[i + 1]}`);
      }
      upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
      upstream.write(head);
      for (const each of [upstream, socket]) {
        open.add(each);
        each.once('close', () => open.delete(each));
      }
      upstream.removeAllListeners('error');
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
      upstream.on('close', () => socket.destroy());
      socket.on('close', () => upstream.destroy());
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.once('error', () => connectTo(others, request, socket, head));
  };

  const server = createServer(forward);
  server.on('upgrade', (request, socket, head) => {
    const first = turn++ % relayPorts.length;
    const ports = [...relayPorts.slice(first), ...relayPorts.slice(0, first)];
    connectTo(ports, request, socket as Socket, head);
  });
  const url = await listening(server);
  return {
    url,
    async close() {
      for (const each of open) each.destroy();
      await closed(server);
    },
  };
}

/** What Firebase Hosting serves: the page and `/config.json`. */
export async function startHosting(directory: string, config: () => PageConfig): Promise<Front> {
  const app = express();
  app.use((request, response, next) => securityHeaders(config())(request, response, next));
  app.get('/config.json', (_request, response) => void response.json(config()));
  app.use(pageRoutes(directory));
  const server = createServer(app);
  return { url: await listening(server), close: () => closed(server) };
}
