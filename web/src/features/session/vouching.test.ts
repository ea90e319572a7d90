import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Provider } from './provider';
import type { KeyValues } from './session';
import { Vouching, type VouchingOptions } from './vouching';

const page = 'https://chat.example/';
const link = `${page}?mode=signIn&oobCode=once&apiKey=key`;

function memory(): KeyValues {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

let kept: KeyValues;
let provider: { [K in keyof Provider]: jest.Mock<Provider[K]> };
let open: jest.Mock<VouchingOptions['open']>;
let enterByIdentity: jest.Mock<VouchingOptions['session']['enterByIdentity']>;
const at = (href: string, device = kept) =>
  new Vouching({ ways: ['email-link', 'google'], session: { enterByIdentity }, open, kept: device, href });

beforeEach(() => {
  kept = memory();
  const vouched = { ok: true, idToken: 'id', isNew: true } as const;
  provider = {
    sendLink: jest.fn<Provider['sendLink']>(() => Promise.resolve(null)),
    openLink: jest.fn<Provider['openLink']>(() => Promise.resolve(vouched)),
    askGoogle: jest.fn<Provider['askGoogle']>(() => Promise.resolve(vouched)),
  };
  open = jest.fn<VouchingOptions['open']>(() => Promise.resolve(provider));
  enterByIdentity = jest.fn<VouchingOptions['session']['enterByIdentity']>(() => Promise.resolve(null));
});

describe('a link by email', () => {
  it('leads to the page itself, wherever in it one was', async () => {
    expect(await at(`${page}?x=1#/settings`).sendLink('a@b.example', false)).toBeNull();
    expect(provider.sendLink).toHaveBeenCalledWith('a@b.example', page);
  });

  it('given the device that asked for it, then the address is known, and what was chosen holds', async () => {
    // given
    await at(page).sendLink('a@b.example', true);
    const opened = at(link);
    expect(opened.address).toBe('a@b.example');
    // when
    expect(await opened.openLink('a@b.example')).toBeNull();
    // then
    expect(provider.openLink).toHaveBeenCalledWith('a@b.example', link);
    expect(enterByIdentity).toHaveBeenCalledWith('id', { isNew: true, keep: true });
    expect(opened.link).toBeNull();
    expect(at(page).address).toBeNull();
  });

  it('given another device, then the address is not known, and only that tab is signed in', async () => {
    await at(page, memory()).sendLink('a@b.example', true);
    const opened = at(link);
    expect(opened.address).toBeNull();
    await opened.openLink('a@b.example');
    expect(enterByIdentity).toHaveBeenCalledWith('id', { isNew: true, keep: false });
  });

  it('given another address than the one it was sent to, then it can be tried with that one', async () => {
    provider.openLink.mockResolvedValueOnce({ ok: false, doubt: 'other-address' });
    const opened = at(link);
    expect(await opened.openLink('c@d.example')).toEqual({ kind: 'doubt', doubt: 'other-address' });
    expect(await opened.openLink('a@b.example')).toBeNull();
  });

  it('given that it is over, then it is not tried again', async () => {
    provider.openLink.mockResolvedValue({ ok: false, doubt: 'link-over' });
    const opened = at(link);
    const over = { kind: 'doubt', doubt: 'link-over' };
    expect(await opened.openLink('a@b.example')).toEqual(over);
    expect(await opened.openLink('a@b.example')).toEqual(over);
    expect(provider.openLink).toHaveBeenCalledTimes(1);
  });

  it.each([page, `${page}?mode=resetPassword&oobCode=x`, `${page}?mode=signIn`])(
    'is not seen in %s',
    (href) => {
      expect(at(href).link).toBeNull();
    },
  );
});

describe('the provider', () => {
  it('is fetched when somebody asks for it, once', async () => {
    const vouching = at(page);
    expect(open).not.toHaveBeenCalled();
    await vouching.askGoogle(false);
    await vouching.askGoogle(true);
    expect(open).toHaveBeenCalledTimes(1);
    expect(enterByIdentity).toHaveBeenLastCalledWith('id', { isNew: true, keep: true });
  });

  it('given that it can’t be fetched, then that is said, and it is fetched again', async () => {
    open.mockRejectedValueOnce(new TypeError('offline'));
    const vouching = at(page);
    expect(await vouching.sendLink('a@b.example', false)).toBe('unreachable');
    expect(vouching.address).toBeNull();
    expect(await vouching.sendLink('a@b.example', false)).toBeNull();
  });

  it('given a server that refuses whom it vouches for, then that is handed on', async () => {
    const refusal = { status: 401, code: 'invalid-identity', title: 'No.', diagnostics: [] };
    enterByIdentity.mockResolvedValue(refusal);
    expect(await at(page).askGoogle(false)).toEqual({ kind: 'refusal', refusal });
  });
});
