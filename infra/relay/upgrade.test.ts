import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { isOriginAllowed, tokenOf } from './upgrade';

const request = (headers: Record<string, string>) => ({ headers }) as unknown as IncomingMessage;

describe('the origin of a connection', () => {
  it.each([
    ['a program, which has none', {}, true],
    ['the relay’s own host', { origin: 'http://127.0.0.1:8080' }, true],
    ['a listed page', { origin: 'https://chat.example' }, true],
    ['a browser that hides it', { 'sec-fetch-mode': 'websocket' }, false],
    ['another port', { origin: 'http://127.0.0.1:8081' }, false],
    ['another host', { origin: 'https://chat.example.evil' }, false],
    ['a page without an origin', { origin: 'null' }, false],
    ['another scheme', { origin: 'file://127.0.0.1:8080' }, false],
    ['nothing readable', { origin: '::' }, false],
  ])('%s', (_, headers, allowed) => {
    const asked = request({ host: '127.0.0.1:8080', ...headers });
    expect(isOriginAllowed(asked, ['https://chat.example'])).toBe(allowed);
  });
});

describe('the token of a connection', () => {
  it.each([
    ['parley.v1, bearer.a.b.c', 'a.b.c'],
    ['bearer.a.b.c,parley.v1', 'a.b.c'],
    ['parley.v1', null],
    ['bearer.a.b.c', null],
    ['parley.v1, bearer.a.b.c, bearer.d.e.f', null],
    ['', null],
  ])('among the subprotocols %j is %j', (offered, token) => {
    expect(tokenOf(request({ 'sec-websocket-protocol': offered }))).toBe(token);
  });
});
