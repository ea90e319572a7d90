import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Identity } from '@parley/ports';
import { createIdentity, openAuth } from './identity';

const project = 'demo-identity';
const now = Math.floor(Date.now() / 1000);

/** What the emulator knows of its users: the call that firebase-admin makes of it, and nothing else. */
const users: Record<string, object> = {
  ann: { localId: 'ann', email: 'ann@example.org', validSince: String(now - 100) },
  out: { localId: 'out', email: 'out@example.org', disabled: true },
  late: { localId: 'late', email: 'late@example.org', validSince: String(now + 1_000) },
};

let server: Server;
let identity: Identity;
let away = false;
const before = process.env['FIREBASE_AUTH_EMULATOR_HOST'];

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (away) return void response.writeHead(500).end('{}');
      const { localId = [''] } = JSON.parse(Buffer.concat(parts).toString() || '{}') as {
        localId?: string[];
      };
      const user = users[localId[0]!];
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify(user === undefined ? {} : { users: [user] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env['FIREBASE_AUTH_EMULATOR_HOST'] = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  identity = createIdentity(openAuth(project));
});
afterAll(async () => {
  if (before === undefined) delete process.env['FIREBASE_AUTH_EMULATOR_HOST'];
  else process.env['FIREBASE_AUTH_EMULATOR_HOST'] = before;
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
/** An ID token as the emulator makes them: without a signature. */
const token = (uid: string, more: object = {}) =>
  [
    part({ alg: 'none', typ: 'JWT' }),
    part({
      iss: `https://securetoken.google.com/${project}`,
      aud: project,
      sub: uid,
      iat: now - 10,
      auth_time: now - 10,
      exp: now + 3_600,
      email: `${uid}@example.org`,
      ...more,
    }),
    '',
  ].join('.');

describe('the identity of Firebase Auth', () => {
  it('vouches for whoever has a good token, by a name that stays', async () => {
    expect(await identity.verify(token('ann', { name: 'Ann' }))).toEqual({
      identity: 'firebase:ann',
      name: 'Ann',
    });
  });

  it('given a token without a name, then the person is called as their address begins', async () => {
    expect(await identity.verify(token('ann'))).toEqual({ identity: 'firebase:ann', name: 'ann' });
  });

  it.each([
    ['no token at all', 'nonsense'],
    ['one of another project', token('ann', { aud: 'other', iss: 'https://securetoken.google.com/other' })],
    ['one that has expired', token('ann', { exp: now - 10 })],
    ['one of nobody', token('nobody')],
    ['one of somebody who was shut out', token('out')],
    ['one that was revoked since', token('late')],
  ])('given %s, then it vouches for nobody', async (_, idToken) => {
    expect(await identity.verify(idToken)).toBeNull();
  });

  it('given that Firebase is away, then it rejects: nobody is told that their token is wrong', async () => {
    away = true;
    await expect(identity.verify(token('ann'))).rejects.toThrow();
    away = false;
  });
});

describe('the identity of Firebase Auth itself, which signs', () => {
  it('given a token that nobody signed, then it vouches for nobody', async () => {
    const emulator = process.env['FIREBASE_AUTH_EMULATOR_HOST']!;
    delete process.env['FIREBASE_AUTH_EMULATOR_HOST'];
    try {
      const real = createIdentity(openAuth('demo-unsigned'));
      const claims = { aud: 'demo-unsigned', iss: 'https://securetoken.google.com/demo-unsigned' };
      expect(await real.verify(token('ann', claims))).toBeNull();
    } finally {
      process.env['FIREBASE_AUTH_EMULATOR_HOST'] = emulator;
    }
  });
});
