import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createPasswordHasher,
  createRateLimiter,
  createSessionTokens,
  createSignIn,
  parseKeyRing,
} from '@parley/accounts';
import { createApi, type ApiDeps } from '@parley/api';
import { silentTelemetry } from '@parley/ports';
import { createAccounts } from './firestore';
import { createIdentity, openAuth } from './identity';
import { authEmulator } from './testing/auth-emulator';
import type { LibraryFirestore } from './firestore/library';
import { clock, emulatedFirestore, ids, newProject } from './testing/emulated';

const host = process.env['FIREBASE_AUTH_EMULATOR_HOST'] ?? '';
// It belongs to firebase-tools, which not every machine has: `npm run test:int` says so.
const describeWithAuth = host === '' ? describe.skip : describe;

interface Answered {
  readonly status: number;
  readonly json: {
    readonly token?: string;
    readonly user?: { readonly id: number; readonly username: string };
    readonly code?: string;
  };
}

describeWithAuth('POST /api/session, with Firebase Auth', () => {
  const project = newProject();
  const auth = authEmulator(host, project);
  let db: LibraryFirestore;
  let server: Server;
  let signIn: ApiDeps['signIn'];

  beforeAll(async () => {
    db = emulatedFirestore(project, 'accounts');
    const ring = parseKeyRing(`k1:${randomBytes(32).toString('base64url')}`);
    signIn = createSignIn({
      accounts: createAccounts(db),
      tokens: createSessionTokens({ ring, clock, ids }),
      passwords: createPasswordHasher({ ids }),
      identity: createIdentity(openAuth(project)),
      clock,
      ids,
    });
    const unlimited = createRateLimiter({ clock, perSecond: 1_000, burst: 1_000 });
    // Signing in needs nothing else of the product.
    const deps = {
      signIn,
      telemetry: silentTelemetry,
      clock,
      rates: { registrations: unlimited, logins: unlimited },
      config: { apiUrl: '/api', relayUrl: '/ws', signIn: ['email-link'], limits: {} },
    } as unknown as ApiDeps;
    server = createServer(createApi(deps));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await db.terminate();
  });

  async function trade(idToken: string): Promise<Answered> {
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ idToken }),
    });
    return { status: response.status, json: (await response.json()) as Answered['json'] };
  }
  const refused = { status: 401, json: { code: 'invalid-identity' } };

  it('opens a session for a token, and makes the account at first sight', async () => {
    const { idToken } = await auth.signUp('ann.lee@example.org');
    const { status, json } = await trade(idToken);
    expect(status).toBe(200);
    expect(json.user?.username).toMatch(/^ann\.lee/);
    const known = await signIn.authenticate(json.token ?? '');
    expect(known).toMatchObject({ ok: true, holder: { userId: json.user?.id } });
  });

  it('given somebody who comes again, then they are who they were, in a session of its own', async () => {
    const { idToken } = await auth.signUp('bea@example.org', 'Bea');
    const first = await trade(idToken);
    const second = await trade(idToken);
    expect(second.json.user).toEqual(first.json.user);
    expect(second.json.token).not.toBe(first.json.token);
    expect(first.json.user?.username).toMatch(/^Bea/);
  });

  it('given two people of one name, then they have two accounts', async () => {
    const one = await trade((await auth.signUp('same@one.example', 'Same Name')).idToken);
    const other = await trade((await auth.signUp('same@other.example', 'Same Name')).idToken);
    expect(one.status).toBe(200);
    expect(other.status).toBe(200);
    expect(other.json.user?.id).not.toBe(one.json.user?.id);
    expect(other.json.user?.username).not.toBe(one.json.user?.username);
  });

  it('given a token of another project, then nobody is let in', async () => {
    const other = authEmulator(host, newProject());
    expect(await trade((await other.signUp('out@example.org')).idToken)).toMatchObject(refused);
  });

  it('given a token that has expired, then nobody is let in', async () => {
    const { idToken } = await auth.signUp('late@example.org');
    const [head, claims, signature] = idToken.split('.') as [string, string, string];
    // The emulator does not sign: what it would have said an hour ago can be said now.
    const earlier = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, number>;
    const hour = 3_600;
    const expired = { ...earlier, iat: earlier['iat']! - 2 * hour, exp: earlier['exp']! - 2 * hour };
    const made = Buffer.from(JSON.stringify(expired)).toString('base64url');
    expect(await trade(`${head}.${made}.${signature}`)).toMatchObject(refused);
  });

  it.each(['disable', 'remove', 'revoke'] as const)(
    'given somebody who was let in, and then: %s; then they are not let in with that token',
    async (what) => {
      const { idToken, uid } = await auth.signUp(`${what}@example.org`);
      expect((await trade(idToken)).status).toBe(200);
      await auth[what](uid);
      expect(await trade(idToken)).toMatchObject(refused);
    },
  );

  it.each(['', 'nonsense', 'a.b.c'])('given the token “%s”, then nobody is let in', async (idToken) => {
    expect(await trade(idToken)).toMatchObject(refused);
  });
});
