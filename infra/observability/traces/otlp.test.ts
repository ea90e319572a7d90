import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { otlpTracing } from './otlp';

/** A collector that keeps the requests it got. */
let collector: Server;
const got: { url: string; type: string; text: string }[] = [];
beforeAll(async () => {
  collector = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more: string) => (text += more));
    request.on('end', () => {
      got.push({ url: request.url!, type: request.headers['content-type'] ?? '', text });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
});
afterAll(() => {
  collector.closeAllConnections();
  return new Promise((resolve) => collector.close(resolve));
});

const send = async (ratio: number) => {
  const { port } = collector.address() as AddressInfo;
  const tracing = await otlpTracing({ service: 'parley', url: `http://127.0.0.1:${port}/v1/traces`, ratio });
  const above = tracing.span('above', undefined);
  tracing.span('below', above.traceparent).end('done', { gas: 7 });
  above.end('done');
  await tracing.close();
};

describe('spans that go to a collector', () => {
  it('arrive by OTLP over HTTP before the process ends, with their service and their parents', async () => {
    await send(1);
    expect(got).toHaveLength(1);
    expect(got[0]).toMatchObject({ url: '/v1/traces', type: 'application/json' });
    const { resourceSpans } = JSON.parse(got[0]!.text) as {
      resourceSpans: {
        resource: { attributes: { key: string; value: unknown }[] };
        scopeSpans: {
          spans: { name: string; spanId: string; parentSpanId?: string; attributes: unknown }[];
        }[];
      }[];
    };
    expect(resourceSpans[0]!.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'parley' },
    });
    const spans = resourceSpans[0]!.scopeSpans.flatMap((scope) => scope.spans);
    const [above, below] = ['above', 'below'].map((name) => spans.find((span) => span.name === name)!);
    expect(below!.parentSpanId).toBe(above!.spanId);
    expect(below!.attributes).toEqual([{ key: 'parley.gas', value: { intValue: 7 } }]);
  });

  it('of which no part is to be kept do not go', async () => {
    const before = got.length;
    await send(0);
    expect(got).toHaveLength(before);
  });
});
