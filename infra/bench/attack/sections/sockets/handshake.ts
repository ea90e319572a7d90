import { holdsWhen, inProduct, type Attack } from '../../attack';
import { within } from '../../client/pause';
import { open } from '../../client/socket';
import { openWire } from '../../client/wire';
import type { Product } from '../../product/product';
import { guard, typing } from './session';

const browser = { 'sec-fetch-mode': 'websocket' };

/** The code with which a socket with these headers is closed; null when it was welcomed. */
async function closedAtOnce(product: Product, headers: Record<string, string>, token?: string) {
  const person = await product.person();
  const client = open(product.url, ['parley.v1', `bearer.${token ?? person.token}`], headers);
  const welcome = client.frame('Welcome').then((frame) => (frame === null ? client.closed : null));
  const code = await welcome;
  client.socket.terminate();
  return code;
}

const originCheck = 'return (scheme === "http:" || scheme === "https:") && originHost === host;';

/** Who may open a socket, and how many. */
export const handshake: readonly Attack[] = [
  {
    id: 'W01',
    tries: 'a page of another host connects (cross-site hijacking)',
    defence: 'Origin is compared with a list and with the host',
    weakening: inProduct([originCheck, 'return true;']),
    async attempt(product) {
      const host = new URL(product.url).host;
      const codes: (number | null)[] = [];
      for (const origin of [
        'https://evil.example',
        `http://${host}.evil.example`,
        `http://evil.example/${host}`,
      ]) {
        codes.push(await closedAtOnce(product, { origin }));
      }
      return holdsWhen(
        codes.every((code) => code === 4403),
        `they were closed with ${codes.join(', ')}`,
      );
    },
  },
  {
    id: 'W02',
    tries: 'a page without an origin: null, a file, an extension',
    defence: 'Origin must be one of http or https',
    weakening: inProduct([
      'const { protocol: scheme, host: originHost } = new URL(origin);',
      'return true; const { protocol: scheme, host: originHost } = new URL(origin);',
    ]),
    async attempt(product) {
      const codes: (number | null)[] = [];
      for (const origin of ['null', 'file://', 'chrome-extension://abc'])
        codes.push(await closedAtOnce(product, { origin }));
      return holdsWhen(
        codes.every((code) => code === 4403),
        `they were closed with ${codes.join(', ')}`,
      );
    },
  },
  {
    id: 'W03',
    tries: 'a browser that sends no Origin',
    defence: 'whoever says to be a browser must send one',
    weakening: inProduct(['return request.headers["sec-fetch-mode"] === void 0;', 'return true;']),
    async attempt(product) {
      const code = await closedAtOnce(product, browser);
      return holdsWhen(code === 4403, `it was closed with ${code}`);
    },
  },
  {
    id: 'W04',
    tries: 'a token in the address',
    defence: 'nothing may follow the path',
    weakening: inProduct(['if (request.url !== "/ws") {', 'if (!request.url.startsWith("/ws")) {']),
    async attempt(product) {
      const { token } = await product.person();
      const wire = await openWire(product.url);
      wire.socket.write(
        `GET /ws?token=${token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      );
      await within(3_000, wire.ended);
      const answer = wire.received().toString('latin1').slice(0, 40);
      wire.close();
      return holdsWhen(answer.startsWith('HTTP/1.1 404'), `it was answered with ${answer}`);
    },
  },
  {
    id: 'W05',
    tries: 'sixteen sockets of one person',
    defence: 'eight sockets a person',
    weakening: inProduct([
      'if (registry.of(holder.userId).length >= limits.socketsPerUser) {',
      'if (false) {',
    ]),
    async attempt(product) {
      const { token } = await product.person();
      const clients = Array.from({ length: 16 }, () => open(product.url, ['parley.v1', `bearer.${token}`]));
      const welcomed = await Promise.all(clients.map((client) => client.frame('Welcome')));
      for (const { socket } of clients) socket.terminate();
      const count = welcomed.filter((frame) => frame !== null).length;
      return holdsWhen(count === 8, `${count} were welcomed`);
    },
  },
  {
    id: 'W36',
    tries: 'a socket without a token, with two, with one of another making',
    defence: 'one token, genuine and alive, before anything else',
    weakening: inProduct(['return bearers.length === 1 && offers', 'return bearers.length > 0 && offers']),
    async attempt(product) {
      const { token } = await product.person();
      const offered = [
        ['parley.v1'],
        [`bearer.${token}`],
        ['parley.v1', 'bearer.a.b.c'],
        ['parley.v1', `bearer.${token}`, 'bearer.a.b.c'],
        ['parley.v2', `bearer.${token}`],
      ];
      const opened: string[] = [];
      for (const protocols of offered) {
        const client = open(product.url, protocols);
        client.socket.once('open', () => client.socket.send(typing));
        if ((await client.frame('Welcome', undefined, guard)) !== null)
          opened.push(`${protocols.length} offers`);
        client.socket.terminate();
      }
      return holdsWhen(opened.length === 0, `welcomed with ${opened.join(', ')}`);
    },
  },
];
