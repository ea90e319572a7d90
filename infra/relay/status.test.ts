import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { statusListener } from './status';

const server = createServer(
  statusListener({
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', text: 'parley_relay_sessions 1\n' }),
    async isOperator(token) {
      if (token === 'broken') throw new Error('the database is away');
      return token === 'operator';
    },
  }),
);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });
/** What Cloud Run adds to every request from outside. */
const outside = { 'x-forwarded-for': '203.0.113.7' };

describe('a relay that is asked how it is', () => {
  it('says that it lives, to everybody', async () => {
    const answer = await ask('/healthz', outside);
    expect([answer.status, await answer.json()]).toEqual([200, { healthy: true }]);
  });

  it.each([
    ['its own machine', {}, 200],
    ['an operator', { ...outside, authorization: 'Bearer operator' }, 200],
    ['somebody else', { ...outside, authorization: 'Bearer person' }, 404],
    ['nobody in particular', outside, 404],
    ['an operator while the accounts are away', { ...outside, authorization: 'Bearer broken' }, 503],
  ])('given %s, then its measurements are told or not', async (_, headers, status) => {
    const answer = await ask('/metrics', headers);
    expect(answer.status).toBe(status);
    expect((await answer.text()).includes('parley_relay_sessions')).toBe(status === 200);
  });

  it.each(['/', '/ws', '/metrics?x', '/healthz/'])('has nothing at %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });
});
