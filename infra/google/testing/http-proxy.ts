import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What becomes of one request. */
export interface HttpFault {
  /** The status of the answer; null cuts the connection instead of answering. */
  readonly status: number | null;
  /** Whether the service did the work all the same. */
  readonly afterwards?: boolean;
  /** Only of requests whose address ends so. */
  readonly address?: string;
  /** What the answer says; nothing when missing. */
  readonly json?: object;
}

/** A proxy before a service that speaks HTTP/1.1, which fails as it is told. */
export interface HttpProxy {
  readonly address: string;
  /** The next requests that they are for fail, one for each. */
  readonly faults: HttpFault[];
  close(): void;
}

/** Starts a proxy before `target`, `host:port`, on a free port of the loopback interface. */
export async function startHttpProxy(target: string): Promise<HttpProxy> {
  const faults: HttpFault[] = [];
  const server = createServer((asked, answer) => {
    const at = faults.findIndex(({ address = '' }) => asked.url?.endsWith(address));
    const fault = at < 0 ? undefined : faults.splice(at, 1)[0];
    const fail = ({ status, json = {} }: HttpFault) => {
      if (status === null) return void asked.socket.destroy();
      answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    };
    if (fault !== undefined && fault.afterwards !== true)
      return void asked.resume().once('end', () => fail(fault));
    const { method, headers, url } = asked;
    const passed = request(`http://${target}${url}`, { method, headers }, (response) => {
      if (fault !== undefined) return void response.resume().once('end', () => fail(fault));
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.once('error', () => answer.destroy());
    asked.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
