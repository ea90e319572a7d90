import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Granted, PublicApi, Result } from '../../api';
import { ServerClock } from '../../time';
import { Session, type KeyValues } from './session';

const hour = 3_600_000;
const start = Date.UTC(2026, 4, 4, 12);
const user = { id: 1, username: 'ada' };
const grant = (token: string, at = start): Result<Granted> => ({
  ok: true,
  value: { token, expiresAt: new Date(at + hour).toISOString(), user },
});
const refuse = (status: number): Result<Granted> => ({
  ok: false,
  refusal: { status, code: 'x', title: 'No.', diagnostics: [] },
});

function memory(): KeyValues {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

let perTab: KeyValues;
let kept: KeyValues;
let now: number;
let refresh: jest.Mock<PublicApi['refresh']>;
let login: jest.Mock<PublicApi['login']>;
let loginByIdentity: jest.Mock<PublicApi['loginByIdentity']>;
let logout: jest.Mock<PublicApi['logout']>;
let deleteAccount: jest.Mock<PublicApi['deleteAccount']>;
const open = () =>
  new Session({
    api: { login, register: login, loginByIdentity, refresh, logout, deleteAccount },
    perTab,
    kept,
    clock: new ServerClock(() => now),
  });

beforeEach(() => {
  perTab = memory();
  kept = memory();
  now = start;
  refresh = jest.fn<PublicApi['refresh']>(() => Promise.resolve(grant('second', now)));
  login = jest.fn<PublicApi['login']>(() => Promise.resolve(grant('first')));
  loginByIdentity = jest.fn<PublicApi['loginByIdentity']>(() => Promise.resolve(grant('first')));
  logout = jest.fn<PublicApi['logout']>(() => Promise.resolve({ ok: true, value: null }));
  deleteAccount = jest.fn<PublicApi['deleteAccount']>(() => Promise.resolve({ ok: true, value: null }));
});

const credentials = { username: 'ada', password: 'correct horse' };
const signIn = async (keep = false) => {
  const session = open();
  expect(await session.enter(credentials, { isNew: false, keep })).toBeNull();
  return session;
};

describe('signing in', () => {
  it('lasts as long as the tab, and is nobody else’s', async () => {
    // given
    await signIn();
    // then
    expect(open().state.get()).toEqual({ kind: 'signed-in', user, isNew: false });
    perTab = memory();
    expect(open().state.get()).toEqual({ kind: 'signed-out', after: 'nothing' });
  });

  it('tells an account that was just made from one that was there', async () => {
    // given
    const session = open();
    // when
    await session.enter(credentials, { isNew: true, keep: false });
    // then
    expect(session.state.get()).toEqual({ kind: 'signed-in', user, isNew: true });
  });

  it('given who deletes the account with its password, then a new sign-in does it, and nothing is kept', async () => {
    // given
    const session = await signIn(true);
    login.mockResolvedValueOnce(grant('fresh'));
    // when
    expect(await session.deleteAccount('correct horse')).toBeNull();
    // then
    expect(deleteAccount).toHaveBeenCalledWith('fresh');
    expect(session.state.get()).toEqual({ kind: 'signed-out', after: 'deletion' });
    expect(open().state.get()).toEqual({ kind: 'signed-out', after: 'nothing' });
  });

  it('given who deletes it with another password, then nothing is asked, and the session goes on', async () => {
    // given
    const session = await signIn();
    login.mockResolvedValueOnce(refuse(401));
    // when
    expect(await session.deleteAccount('a guess')).toMatchObject({ status: 401 });
    // then
    expect(deleteAccount).not.toHaveBeenCalled();
    expect(session.state.get()).toMatchObject({ kind: 'signed-in' });
  });

  it('given a deletion that fails, then the sign-in that was made for it is ended', async () => {
    // given
    const session = await signIn();
    login.mockResolvedValueOnce(grant('fresh'));
    deleteAccount.mockResolvedValueOnce(refuse(500));
    // when
    expect(await session.deleteAccount('correct horse')).toMatchObject({ status: 500 });
    // then
    expect(logout).toHaveBeenCalledWith('fresh');
    expect(session.state.get()).toMatchObject({ kind: 'signed-in' });
  });

  it('given who has no password, then this session deletes the account, where it is recent', async () => {
    // given
    const session = open();
    await session.tryAs('ada');
    deleteAccount.mockResolvedValueOnce(refuse(403));
    // then
    expect(await session.deleteAccount(null)).toMatchObject({ status: 403 });
    expect(session.state.get()).toMatchObject({ kind: 'signed-in' });
    expect(await session.deleteAccount(null)).toBeNull();
    expect(deleteAccount.mock.calls).toEqual([['first'], ['first']]);
    expect(login).not.toHaveBeenCalled();
    expect(session.state.get()).toEqual({ kind: 'signed-out', after: 'deletion' });
  });

  it('as a sample person lasts as long as the tab', async () => {
    // given
    const session = open();
    // when
    expect(await session.tryAs('ada')).toBeNull();
    // then
    expect(loginByIdentity).toHaveBeenCalledWith('sample:ada');
    expect(session.state.get()).toEqual({ kind: 'signed-in', user, isNew: false });
    perTab = memory();
    expect(open().state.get()).toEqual({ kind: 'signed-out', after: 'nothing' });
  });

  it('outlives the tab when it is to be kept', async () => {
    // given
    await signIn(true);
    // when
    perTab = memory();
    // then
    expect(open().state.get()).toEqual({ kind: 'signed-in', user, isNew: false });
  });

  it('leaves the refusal to the form and nobody signed in', async () => {
    // given
    login.mockResolvedValue(refuse(401));
    const session = open();
    // when
    const refusal = await session.enter(credentials, { isNew: false, keep: true });
    // then
    expect(refusal?.status).toBe(401);
    expect(session.state.get().kind).toBe('signed-out');
  });

  it('ignores what is no session in the storage', () => {
    // given
    perTab.setItem('parley.session', '{"token":7}');
    kept.setItem('parley.session', 'garbage');
    // then
    expect(open().state.get().kind).toBe('signed-out');
  });
});

describe('the token', () => {
  it('is used while it holds', async () => {
    const session = await signIn();
    expect(await session.token(null)).toBe('first');
    expect(refresh).not.toHaveBeenCalled();
  });

  it('is renewed before it ends, once for all who ask', async () => {
    // given
    const session = await signIn();
    now = start + hour - 1000;
    // when
    const tokens = await Promise.all([session.token(null), session.token(null)]);
    // then
    expect(tokens).toEqual(['second', 'second']);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('is renewed when the server refused it', async () => {
    const session = await signIn();
    expect(await session.token('first')).toBe('second');
  });

  it.each([-24, 24])(
    'holds as long as the server says, on a device whose clock is %i hours off',
    async (hours) => {
      // given
      const server = start + hours * hour;
      const claims = Buffer.from(JSON.stringify({ iat: server / 1000 })).toString('base64url');
      login.mockResolvedValue(grant(`header.${claims}.signature`, server));
      const session = await signIn();
      // when
      now = start + hour / 2;
      await session.token(null);
      await open().token(null);
      // then
      expect(refresh).not.toHaveBeenCalled();
      // when
      now = start + hour;
      await session.token(null);
      // then
      expect(refresh).toHaveBeenCalledTimes(1);
    },
  );

  it('ends with the session, which shows', async () => {
    // given
    const session = await signIn(true);
    refresh.mockResolvedValue(refuse(401));
    // when
    const token = await session.token('first');
    // then
    expect(token).toBeNull();
    expect(session.state.get()).toEqual({ kind: 'signed-out', after: 'end' });
    expect(open().state.get()).toEqual({ kind: 'signed-out', after: 'nothing' });
  });

  it.each([0, 429, 503])('keeps the session when it cannot be renewed for now (%i)', async (status) => {
    // given
    const session = await signIn();
    refresh.mockResolvedValue(refuse(status));
    // then
    await expect(session.token('first')).rejects.toThrow();
    expect(session.state.get().kind).toBe('signed-in');
  });

  it('of an answer that comes after signing out is nobody’s', async () => {
    // given
    const session = await signIn();
    let answer: (result: Result<Granted>) => void = () => {};
    refresh.mockReturnValue(new Promise((resolve) => (answer = resolve)));
    const renewal = session.token('first');
    // when
    await session.leave();
    answer(grant('late'));
    // then
    expect(await renewal).toBeNull();
    expect(session.state.get()).toEqual({ kind: 'signed-out', after: 'nothing' });
  });
});
