import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Account, AccountSession, Identity } from '@parley/ports';
import { parseKeyRing } from './key-ring';
import { createPasswordHasher } from './password-hash';
import { createSessionTokens } from './session-token';
import { createSignIn, type SignInDeps } from './sign-in';

function accountsInMemory() {
  const people = new Map<string, { account: Account; passwordHash: string }>();
  const sessions = new Map<string, AccountSession>();
  const asked = { session: 0 };
  const identities = new Map<string, Account>();
  const byId = (id: number) => [...people.values()].find(({ account }) => account.id === id);
  const accounts: SignInDeps['accounts'] = {
    async create(username, passwordHash) {
      const name = username.toLowerCase();
      if (people.has(name)) return null;
      const account = { id: people.size + 1, username };
      people.set(name, { account, passwordHash });
      return account;
    },
    credentials: async (username) => people.get(username.toLowerCase()) ?? null,
    passwordHash: async (id) => byId(id)?.passwordHash ?? null,
    async setPasswordHash(id, passwordHash) {
      const person = byId(id)!;
      people.set(person.account.username.toLowerCase(), { ...person, passwordHash });
    },
    ofIdentity: async (identity) => identities.get(identity) ?? null,
    async createForIdentity(identity, username) {
      const account = { id: 100 + identities.size, username };
      identities.set(identity, account);
      return account;
    },
    async remove(id) {
      people.delete(byId(id)!.account.username.toLowerCase());
    },
    async touchSession(sid, usedAt) {
      const session = sessions.get(sid);
      if (session !== undefined) sessions.set(sid, { ...session, usedAt });
    },
    async deleteSessionsOf(userId, except) {
      const ended = [...sessions.values()]
        .filter((session) => session.userId === userId && session.sid !== except)
        .map(({ sid }) => sid);
      for (const sid of ended) sessions.delete(sid);
      return ended;
    },
    async putSession(session) {
      sessions.set(session.sid, session);
    },
    async session(sid) {
      asked.session++;
      return sessions.get(sid) ?? null;
    },
    sessionsOf: async (userId) =>
      [...sessions.values()]
        .filter((session) => session.userId === userId)
        .sort((a, b) => b.usedAt - a.usedAt),
    async deleteSession(sid) {
      sessions.delete(sid);
    },
  };
  return { accounts, asked, people, sessions };
}

function given() {
  const time = { now: 1_800_000_000_000 };
  const clock = { now: () => time.now, setTimer: () => ({ cancel() {} }) };
  const ids = { uuid: () => randomUUID(), bytes: (length: number) => new Uint8Array(randomBytes(length)) };
  const ring = parseKeyRing(`k:${randomBytes(32).toString('base64url')}`);
  const held = accountsInMemory();
  const deps = {
    accounts: held.accounts,
    tokens: createSessionTokens({ ring, clock, ids }),
    passwords: createPasswordHasher({ ids, cost: { log2N: 4, r: 8, p: 1 } }),
    clock,
    ids,
  };
  return { ...held, time, deps, signIn: createSignIn(deps) };
}

async function tokenOf(outcome: Promise<{ kind: string; token?: string }>): Promise<string> {
  const { token } = await outcome;
  if (token === undefined) throw new Error('was refused');
  return token;
}

describe('signing in', () => {
  it('knows whom it registered, by name without regard to case', async () => {
    const { signIn } = given();
    const registered = await signIn.register('Ada', 'correct horse');
    const loggedIn = await signIn.login('aDA', 'correct horse');
    expect(registered).toMatchObject({ kind: 'signed-in', user: { id: 1, username: 'Ada' } });
    expect(loggedIn).toMatchObject({ kind: 'signed-in', user: { id: 1, username: 'Ada' } });
    expect(await signIn.register('ADA', 'another password')).toMatchObject({ code: 'username-taken' });
  });

  it('says the same of a wrong password and of a name that nobody has', async () => {
    const { signIn } = given();
    await signIn.register('Ada', 'correct horse');
    const wrongPassword = await signIn.login('Ada', 'incorrect horse');
    expect(await signIn.login('nobody', 'incorrect horse')).toEqual(wrongPassword);
    expect(await signIn.login('no such name!', 'incorrect horse')).toEqual(wrongPassword);
    expect(wrongPassword).toMatchObject({ kind: 'refused', code: 'wrong-credentials' });
  });

  it('hashes as often for a name that nobody has as for a known one', async () => {
    const { deps } = given();
    const verified: (string | null)[] = [];
    const passwords = {
      ...deps.passwords,
      verify: async (password: string, stored: string | null) => {
        verified.push(stored === null ? null : 'stored');
        return deps.passwords.verify(password, stored);
      },
    };
    const signIn = createSignIn({ ...deps, passwords });
    await signIn.register('Ada', 'correct horse');
    for (const name of ['Ada', 'nobody', '', 'no such name!']) await signIn.login(name, 'incorrect horse');
    expect(verified).toEqual(['stored', null, null, null]);
  });

  it.each(['ab', 'a'.repeat(33), 'a b c', 'ada\n', 'ädä', 'a/b', '', '<b>'])(
    'refuses the name %j',
    async (name) => {
      expect(await given().signIn.register(name, 'correct horse')).toMatchObject({
        code: 'invalid-username',
        field: 'username',
      });
    },
  );

  it.each(['1234567', 'a'.repeat(257), '\ud800'.repeat(9)])('refuses the password %j', async (password) => {
    expect(await given().signIn.register('Ada', password)).toMatchObject({
      code: 'invalid-password',
      field: 'password',
    });
  });

  it('counts characters, not code units, and takes both forms of an accent', async () => {
    const { signIn } = given();
    expect(await signIn.register('short', '😀'.repeat(7))).toMatchObject({ code: 'invalid-password' });
    expect(await signIn.register('long', '😀'.repeat(256))).toMatchObject({ kind: 'signed-in' });
    expect(await signIn.register('accent', 'caf\u00e9 caf\u00e9')).toMatchObject({ kind: 'signed-in' });
    expect(await signIn.login('accent', 'cafe\u0301 cafe\u0301')).toMatchObject({ kind: 'signed-in' });
  });

  it('keeps passwords only as salted hashes that name their cost', async () => {
    const { signIn, people } = given();
    await signIn.register('ada', 'correct horse');
    await signIn.register('bob', 'correct horse');
    const [ada, bob] = [...people.values()].map(({ passwordHash }) => passwordHash);
    expect(ada).toMatch(/^\$scrypt\$ln=4,r=8,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(bob).not.toBe(ada);
  });
});

describe('a session', () => {
  it('lives until its logout, which ends it at once where it happened', async () => {
    const { signIn } = given();
    const token = await tokenOf(signIn.register('Ada', 'correct horse'));
    const alive = await signIn.authenticate(token);
    expect(alive).toMatchObject({ ok: true, holder: { userId: 1, username: 'Ada' } });
    if (!alive.ok) return;
    await signIn.logout(alive.holder.sid);
    expect(await signIn.authenticate(token)).toEqual({ ok: false, reason: 'ended' });
  });

  it('ended elsewhere is noticed within 30 s, and at once by who asks afresh', async () => {
    const { signIn, sessions, time } = given();
    const token = await tokenOf(signIn.register('Ada', 'correct horse'));
    expect((await signIn.authenticate(token)).ok).toBe(true);
    sessions.clear();
    time.now += 29_999;
    expect((await signIn.authenticate(token)).ok).toBe(true);
    time.now += 1;
    expect(await signIn.authenticate(token)).toEqual({ ok: false, reason: 'ended' });
  });

  it('given a token of it for somebody else, then that opens nothing, before its owner was seen and after', async () => {
    // given
    const { signIn, deps } = given();
    const token = await tokenOf(signIn.register('Ada', 'correct horse'));
    const { holder } = await deps.tokens.verify(token);
    const { token: forAnother } = await deps.tokens.issue({ ...holder!, userId: 2 });
    // then
    const outcomes = [];
    for (const each of [forAnother, token, forAnother]) outcomes.push((await signIn.authenticate(each)).ok);
    expect(outcomes).toEqual([false, true, false]);
  });

  it('is looked up afresh when that is asked', async () => {
    const { signIn, sessions } = given();
    const token = await tokenOf(signIn.register('Ada', 'correct horse'));
    await signIn.authenticate(token);
    sessions.clear();
    expect(await signIn.authenticate(token, { fresh: true })).toEqual({ ok: false, reason: 'ended' });
  });

  it('is continued by a new token, also for an expired one, until 30 days pass without use', async () => {
    const { signIn, time } = given();
    const almost = 30 * 24 * 3_600_000 - 1;
    const token = await tokenOf(signIn.register('Ada', 'correct horse'));
    time.now += almost;
    expect(await signIn.authenticate(token)).toEqual({ ok: false, reason: 'expired' });
    const continued = await tokenOf(signIn.refresh(token));
    expect((await signIn.authenticate(continued)).ok).toBe(true);
    time.now += almost;
    expect((await signIn.refresh(continued)).kind).toBe('signed-in');
    time.now += almost + 1;
    expect(await signIn.refresh(continued)).toEqual({ kind: 'refused', reason: 'ended' });
  });

  it('is not continued after its logout, nor for a token that nobody signed', async () => {
    const { signIn } = given();
    const token = await tokenOf(signIn.register('Ada', 'correct horse'));
    const alive = await signIn.authenticate(token);
    expect(alive.ok).toBe(true);
    if (alive.ok) await signIn.logout(alive.holder.sid);
    expect(await signIn.refresh(token)).toEqual({ kind: 'refused', reason: 'ended' });
    expect(await signIn.refresh('a.b.c')).toEqual({ kind: 'refused', reason: 'invalid' });
  });

  it('is not looked up for a token that nobody signed', async () => {
    const { signIn, asked } = given();
    expect(await signIn.authenticate('a.b.c')).toEqual({ ok: false, reason: 'invalid' });
    expect(asked.session).toBe(0);
  });
});

describe('a password', () => {
  const holderOf = async (signIn: ReturnType<typeof createSignIn>, token: string) => {
    const authenticated = await signIn.authenticate(token);
    if (!authenticated.ok) throw new Error('is not signed in');
    return authenticated.holder;
  };

  it('is changed by whoever knows it, which ends every other session, and no more', async () => {
    const { signIn } = given();
    const here = await tokenOf(signIn.register('Ada', 'correct horse'));
    const elsewhere = await tokenOf(signIn.login('Ada', 'correct horse'));
    const { sid } = await holderOf(signIn, elsewhere);
    const outcome = await signIn.changePassword(
      await holderOf(signIn, here),
      'correct horse',
      'battery staple',
    );
    expect(outcome).toEqual({ kind: 'changed', ended: [sid] });
    expect((await signIn.authenticate(here)).ok).toBe(true);
    expect(await signIn.authenticate(elsewhere)).toEqual({ ok: false, reason: 'ended' });
    expect(await signIn.login('Ada', 'correct horse')).toMatchObject({ code: 'wrong-credentials' });
    expect(await signIn.login('Ada', 'battery staple')).toMatchObject({ kind: 'signed-in' });
  });

  it('is not changed without knowing it, nor to one that is none', async () => {
    const { signIn } = given();
    const holder = await holderOf(signIn, await tokenOf(signIn.register('Ada', 'correct horse')));
    const change = (from: string, to: string) => signIn.changePassword(holder, from, to);
    expect(await change('incorrect horse', 'battery staple')).toMatchObject({
      code: 'wrong-credentials',
      field: 'password',
    });
    expect(await change('correct horse', 'short')).toMatchObject({
      code: 'invalid-password',
      field: 'newPassword',
    });
    expect(await signIn.login('Ada', 'correct horse')).toMatchObject({ kind: 'signed-in' });
  });
});

describe('the sessions of a person', () => {
  it('are listed with what signed in, until they are ended or have not been used for 30 days', async () => {
    // given
    const { signIn, time, sessions } = given();
    await signIn.register('Ada', 'correct horse', 'Firefox on Windows');
    time.now += 60_000;
    const token = await tokenOf(signIn.login('Ada', 'correct horse', 'Safari on iPhone'));
    const authenticated = await signIn.authenticate(token);
    if (!authenticated.ok) throw new Error('was refused');
    const { holder } = authenticated;
    // then
    const listed = await signIn.sessions(holder);
    expect(listed.map(({ device }) => device)).toEqual(['Safari on iPhone', 'Firefox on Windows']);
    // when
    expect(await signIn.endSession({ ...holder, userId: 2 }, listed[1]!.sid)).toBe(false);
    expect(await signIn.endSession(holder, listed[1]!.sid)).toBe(true);
    // then
    expect((await signIn.sessions(holder)).map(({ sid }) => sid)).toEqual([holder.sid]);
    time.now += 31 * 24 * 3_600_000;
    expect(await signIn.sessions(holder)).toEqual([]);
    expect(sessions.size).toBe(1);
  });

  it('are recent for five minutes', async () => {
    // given
    const { signIn, time } = given();
    const authenticated = await signIn.authenticate(await tokenOf(signIn.register('Ada', 'correct horse')));
    if (!authenticated.ok) throw new Error('was refused');
    const { holder } = authenticated;
    // then
    time.now += 5 * 60_000 - 1;
    expect(await signIn.isRecent(holder)).toBe(true);
    time.now += 1;
    expect(await signIn.isRecent(holder)).toBe(false);
    expect(await signIn.isRecent({ ...holder, sid: randomUUID() })).toBe(false);
  });
});

describe('an account', () => {
  it('that is deleted has no sessions and no password any more', async () => {
    const { signIn } = given();
    const token = await tokenOf(signIn.register('Ada', 'correct horse'));
    expect(await signIn.deleteAccount(1)).toHaveLength(1);
    expect(await signIn.authenticate(token)).toEqual({ ok: false, reason: 'ended' });
    expect(await signIn.login('Ada', 'correct horse')).toMatchObject({ code: 'wrong-credentials' });
  });

  it('is made for whom a provider vouches, at first sight, and found again after that', async () => {
    const { deps } = given();
    const identity: Identity = {
      verify: async (idToken) =>
        idToken === 'genuine' ? { identity: 'firebase:1', name: 'Zoë  de la Peña' } : null,
    };
    const signIn = createSignIn({ ...deps, identity });
    const first = await signIn.loginByIdentity('genuine');
    const again = await signIn.loginByIdentity('genuine');
    if (first.kind !== 'signed-in' || again.kind !== 'signed-in') throw new Error('was refused');
    expect(first.user.username).toMatch(/^ZoedelaPena-\d{4}$/);
    expect(again.user).toEqual(first.user);
    expect(await signIn.loginByIdentity('forged')).toMatchObject({ code: 'invalid-identity' });
  });

  it('is made for nobody where no provider is asked', async () => {
    expect(await given().signIn.loginByIdentity('genuine')).toMatchObject({ code: 'invalid-identity' });
  });
});

describe('a queue of passwords', () => {
  it('refuses the one that would be too many, and no other', async () => {
    const { deps } = given();
    const passwords = createPasswordHasher({
      ids: deps.ids,
      cost: { log2N: 4, r: 8, p: 1 },
      most: 1,
      waiting: 1,
    });
    const signIn = createSignIn({ ...deps, passwords });
    const kinds = await Promise.all(
      ['one', 'two', 'three'].map(async (name) => {
        const outcome = await signIn.register(name, 'correct horse');
        return outcome.kind === 'refused' ? outcome.code : outcome.kind;
      }),
    );
    expect(kinds).toEqual(['signed-in', 'signed-in', 'sign-in-busy']);
    expect(await signIn.register('four', 'correct horse')).toMatchObject({ kind: 'signed-in' });
  });
});
