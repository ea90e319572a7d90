import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openPubSubHttp } from './http';
import { createHttpPublisher } from './http-publisher';

interface Request {
  readonly path: string;
  readonly messages: readonly { data: string; attributes: object; orderingKey?: string }[];
  answer(status: number): void;
}

/** A Pub/Sub that answers when it is told to. */
function broker() {
  const requests: Request[] = [];
  const publisher = createHttpPublisher('p', (path, json) => {
    const { messages } = JSON.parse(json) as Pick<Request, 'messages'>;
    return new Promise((answer) => requests.push({ path, messages, answer }));
  });
  const texts = (request: Request) =>
    request.messages.map(({ data }) => Buffer.from(data, 'base64').toString());
  return { publisher, requests, texts };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));
const message = (data: string, orderingKey?: string) => ({
  data,
  attributes: { a: 'b' },
  ...(orderingKey === undefined ? {} : { orderingKey }),
});

describe('publishing by HTTP', () => {
  it('given messages of the same turn, then one request carries them as Pub/Sub reads them', async () => {
    const { publisher, requests } = broker();
    const published = Promise.all([
      publisher.publish('router', message('é', 'k')),
      publisher.publish('router', message('2')),
    ]);
    await turn();
    expect(requests).toHaveLength(1);
    expect(requests[0]!.path).toBe('/v1/projects/p/topics/router:publish');
    expect(requests[0]!.messages).toEqual([
      { data: 'w6k=', attributes: { a: 'b' }, orderingKey: 'k' },
      { data: 'Mg==', attributes: { a: 'b' } },
    ]);
    requests[0]!.answer(200);
    await published;
  });

  it('given a request under way, then what comes meanwhile waits for it, and for nobody else’s topic', async () => {
    const { publisher, requests, texts } = broker();
    const first = publisher.publish('router', message('1', 'k'));
    await turn();
    const second = publisher.publish('router', message('2', 'k'));
    const other = publisher.publish('relay-r', message('3'));
    await turn();
    expect(requests.map(texts)).toEqual([['1'], ['3']]);
    for (const request of requests) request.answer(200);
    await Promise.all([first, other]);
    await turn();
    expect(texts(requests[2]!)).toEqual(['2']);
    requests[2]!.answer(200);
    await second;
  });

  it('given a refusal, then it is told to those under the same key behind it, and the others go on', async () => {
    const { publisher, requests, texts } = broker();
    const first = publisher.publish('router', message('1', 'k'));
    await turn();
    const behind = publisher.publish('router', message('2', 'k'));
    const beside = publisher.publish('router', message('3', 'l'));
    requests[0]!.answer(503);
    await expect(first).rejects.toMatchObject({ code: 503 });
    await expect(behind).rejects.toMatchObject({ code: 503 });
    await turn();
    expect(texts(requests[1]!)).toEqual(['3']);
    requests[1]!.answer(200);
    await beside;
    const again = publisher.publish('router', message('1', 'k'));
    await turn();
    requests[2]!.answer(200);
    await again;
  });

  it('given a topic that is gone, then a relay’s drops the message and a stage’s rejects it', async () => {
    const { publisher, requests } = broker();
    const relay = publisher.publish('relay-r', message('1'));
    const stage = publisher.publish('router', message('1'));
    await turn();
    for (const request of requests) request.answer(404);
    await relay;
    await expect(stage).rejects.toMatchObject({ code: 404 });
  });

  it('given any publishing and any refusals, then what arrives of a key stands in its order, and each is told its own', async () => {
    const step = fc.record({ key: fc.constantFrom('k', 'l', ''), status: fc.constantFrom(200, 503) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 80 }), { maxLength: 5 }), async (bursts) => {
        const arrived: string[] = [];
        const statuses = bursts.flat().map(({ status }) => status);
        const publisher = createHttpPublisher('p', async (_, json) => {
          const { messages } = JSON.parse(json) as Pick<Request, 'messages'>;
          const status = statuses.shift() ?? 200;
          if (status === 200)
            arrived.push(...messages.map(({ data }) => Buffer.from(data, 'base64').toString()));
          return status;
        });
        const told: string[] = [];
        const all: Promise<void>[] = [];
        let n = 0;
        for (const burst of bursts) {
          for (const { key } of burst) {
            const text = `${key}:${n++}`;
            all.push(
              publisher.publish('router', message(text, key)).then(
                () => void told.push(text),
                () => {},
              ),
            );
          }
          await turn();
        }
        await Promise.all(all);
        expect([...told].sort()).toEqual([...arrived].sort());
        const order = (key: string) =>
          arrived.filter((text) => text.startsWith(`${key}:`)).map((text) => Number(text.split(':')[1]));
        for (const key of ['k', 'l']) expect(order(key)).toEqual([...order(key)].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });
});

describe('requests to the emulator', () => {
  let server: Server;
  afterEach(() => new Promise<unknown>((resolve) => server.close(resolve)));

  it('given a connection that was kept and is closed by the other side, then the request goes over another', async () => {
    const seen: string[] = [];
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      request.resume().once('end', () => {
        response.end('{}');
        // Closed after the answer, without a word of it: as a service does with a connection that was idle.
        response.once('finish', () => setImmediate(() => request.socket.destroy()));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const post = openPubSubHttp(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    for (let i = 0; i < 3; i++) expect(await post('/v1/x:publish', '{"messages":[]}')).toBe(200);
    expect(seen).toEqual(Array(3).fill('POST /v1/x:publish'));
  });

  it('given nobody who listens, then it rejects', async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    server = createServer().listen(0, '127.0.0.1');
    await expect(openPubSubHttp(`127.0.0.1:${port}`)('/v1/x:publish', '{}')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });
});
