import { holdsWhen, inProduct, type Attack } from '../../attack';
import { within } from '../../client/pause';
import { openWire } from '../../client/wire';
import type { Product } from '../../product/product';

/** Sends bytes, and gives what came within the time. */
async function exchange(product: Product, bytes: string, milliseconds: number): Promise<string> {
  const wire = await openWire(product.url);
  wire.socket.write(bytes);
  await within(milliseconds, wire.ended);
  wire.close();
  return wire.received().toString('latin1');
}

/** Whether the server cuts a connection that goes on like this for ever, within a minute and a half. */
async function isCut(product: Product, begin: string, goOn: string): Promise<boolean> {
  const wire = await openWire(product.url);
  wire.socket.write(begin);
  const dripping = setInterval(() => wire.socket.write(goOn), 2_000);
  const cut = await within(
    90_000,
    wire.ended.then(() => true),
  );
  clearInterval(dripping);
  wire.close();
  return cut === true;
}

const timeouts = '{ requestTimeout: requestMilliseconds, headersTimeout: requestMilliseconds / 2,';
const withoutTimeouts = inProduct([timeouts, '{ requestTimeout: 0, headersTimeout: 0,']);

/** Connections that are slow, or that two servers would read otherwise. */
export const connections: readonly Attack[] = [
  {
    id: 'H56',
    tries: 'two lengths for one body (request smuggling)',
    defence: 'such requests are refused',
    weakening: inProduct([timeouts, `${timeouts.slice(0, 1)} insecureHTTPParser: true,${timeouts.slice(1)}`]),
    async attempt(product) {
      const answer = await exchange(
        product,
        'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n',
        3_000,
      );
      return holdsWhen(/^HTTP\/1\.1 400/.test(answer) && !answer.includes('healthy'), answer.slice(0, 200));
    },
  },
  {
    id: 'H57',
    tries: 'headers that come a letter at a time (slowloris)',
    defence: '15 s for the headers',
    weakening: withoutTimeouts,
    async attempt(product) {
      const cut = await isCut(product, 'GET / HTTP/1.1\r\nHost: x\r\n', 'X-a: b\r\n');
      return holdsWhen(cut, 'it was kept for 90 s');
    },
  },
  {
    id: 'H58',
    tries: 'a body that comes a letter at a time',
    defence: '30 s for a request',
    weakening: withoutTimeouts,
    async attempt(product) {
      const cut = await isCut(
        product,
        'POST /api/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{',
        ' ',
      );
      return holdsWhen(cut, 'it was kept for 90 s');
    },
  },
];
