import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApi, type ApiDeps } from '@parley/api';
import { silentTelemetry } from '@parley/ports';

const page = 'https://parley.example';
let server: Server;
let url: string;
beforeAll(async () => {
  // What is asked here needs nothing of the product but its configuration.
  const deps = {
    telemetry: silentTelemetry,
    clock: { now: () => 0, setTimer: () => ({ cancel() {} }) },
    rates: {},
    origins: [page],
    config: { apiUrl: '/api', relayUrl: '/ws', signIn: [], limits: {} },
  } as unknown as ApiDeps;
  server = createServer(createApi(deps));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

describe('a page on another host', () => {
  it('given that it is listed, then it may read answers, and call with a token and a body', async () => {
    const read = await fetch(`${url}/config.json`, { headers: { origin: page } });
    expect(read.headers.get('access-control-allow-origin')).toBe(page);
    expect(read.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const asked = await fetch(`${url}/api/messages`, {
      method: 'OPTIONS',
      headers: {
        origin: page,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization',
      },
    });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
    expect(asked.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(asked.headers.has('access-control-allow-credentials')).toBe(false);
  });

  it.each(['https://other.example', 'null', `${page}.evil.example`])(
    'given that it is not listed, as %s, then its browser shows it nothing',
    async (origin) => {
      const read = await fetch(`${url}/config.json`, { headers: { origin } });
      expect(read.headers.has('access-control-allow-origin')).toBe(false);
      expect(read.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );
});
