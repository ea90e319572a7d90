import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Accounts } from '@parley/ports';

/** What every adapter of the accounts promises. */
export function accountsContract(
  name: string,
  open: () => Promise<{ accounts: Accounts; close(): Promise<void> }>,
): void {
  describe(`the accounts ${name}`, () => {
    let under: Awaited<ReturnType<typeof open>>;
    let accounts: Accounts;
    beforeEach(async () => {
      under = await open();
      ({ accounts } = under);
    });
    afterEach(() => under.close());

    it('given one name at once, in whatever case, then exactly one gets it', async () => {
      const made = await Promise.all(['Ada', 'ada', 'ADA'].map((name) => accounts.create(name, 'hash')));
      expect(made.filter((account) => account !== null)).toHaveLength(1);
      expect(await accounts.credentials('aDa')).toMatchObject({ passwordHash: 'hash' });
      expect(await accounts.credentials('nobody')).toBeNull();
    });

    it('gives ids from 1 to 2³¹-1, each once', async () => {
      const made = await Promise.all(['a', 'b', 'c'].map((name) => accounts.create(name, 'hash')));
      const ids = made.map((account) => account!.id);
      expect(new Set(ids).size).toBe(3);
      expect(Math.min(...ids)).toBeGreaterThanOrEqual(1);
      expect((await accounts.byIds([...ids, 999_999])).map(({ id }) => id).sort()).toEqual([...ids].sort());
    });

    it('lists people by the beginning of their names, in pages', async () => {
      for (const name of ['bob', 'Anna', 'andy', 'an%a']) await accounts.create(name, 'hash');
      const first = await accounts.list({ prefix: 'AN', limit: 2 });
      const rest = await accounts.list({ prefix: 'AN', limit: 2, after: first.next! });
      expect([...first.users, ...rest.users].map(({ username }) => username)).toEqual([
        'an%a',
        'andy',
        'Anna',
      ]);
      expect(rest.next).toBeNull();
      expect((await accounts.list({ prefix: '', limit: 10 })).users).toHaveLength(4);
    });

    it('keeps a session until it is deleted, and when it was used last', async () => {
      const session = { sid: 's', userId: 1, createdAt: 5, usedAt: 5, device: 'Firefox on Windows' };
      await accounts.putSession(session);
      await accounts.touchSession('s', 9);
      await accounts.touchSession('s', 7);
      expect(await accounts.session('s')).toEqual({ ...session, usedAt: 9 });
      await accounts.deleteSession('s');
      await accounts.touchSession('s', 10);
      expect(await accounts.session('s')).toBeNull();
    });

    it('ends the other sessions of a user, and those that were not used', async () => {
      const session = (sid: string, userId: number, usedAt: number) =>
        accounts.putSession({ sid, userId, createdAt: 1, usedAt, device: '' });
      await Promise.all([session('a', 1, 5), session('b', 1, 6), session('c', 1, 7), session('d', 2, 8)]);
      expect(await accounts.deleteSessionsOf(1, 'b')).toEqual(['a', 'c']);
      expect(await accounts.session('a')).toBeNull();
      expect(await accounts.session('b')).not.toBeNull();
      expect(await accounts.sweepSessions(8)).toBe(1);
      expect(await accounts.session('d')).not.toBeNull();
      expect(await accounts.deleteSessionsOf(2, null)).toEqual(['d']);
    });

    it('lists the sessions of a user, the latest used first, and nobody else’s', async () => {
      const session = (sid: string, userId: number, createdAt: number, usedAt: number) =>
        accounts.putSession({ sid, userId, createdAt, usedAt, device: `device of ${sid}` });
      await Promise.all([session('a', 1, 1, 5), session('b', 1, 2, 9), session('c', 1, 3, 5)]);
      await session('d', 2, 1, 7);
      const listed = await accounts.sessionsOf(1);
      expect(listed.map(({ sid, device }) => [sid, device])).toEqual([
        ['b', 'device of b'],
        ['c', 'device of c'],
        ['a', 'device of a'],
      ]);
      expect(await accounts.sessionsOf(3)).toEqual([]);
    });

    it('changes a password', async () => {
      const { id } = (await accounts.create('ada', 'old'))!;
      await accounts.setPasswordHash(id, 'new');
      expect(await accounts.passwordHash(id)).toBe('new');
      expect((await accounts.credentials('ada'))!.passwordHash).toBe('new');
      expect(await accounts.passwordHash(999)).toBeNull();
    });

    it('given an account that goes, then its name is free, its id is not, and its sessions are over', async () => {
      const gone = (await accounts.create('ada', 'hash'))!;
      await accounts.putSession({ sid: 's', userId: gone.id, createdAt: 1, usedAt: 1, device: '' });
      await accounts.remove(gone.id);
      expect(await accounts.byIds([gone.id])).toEqual([]);
      expect(await accounts.session('s')).toBeNull();
      const next = (await accounts.create('ada', 'hash'))!;
      expect(next.id).not.toBe(gone.id);
    });

    it('given an identity at once, then one account is made for it, which has no password', async () => {
      const made = await Promise.all(
        ['eve', 'eve'].map((name) => accounts.createForIdentity('firebase:1', name)),
      );
      expect(made[0]).toEqual(made[1]);
      expect(await accounts.ofIdentity('firebase:1')).toEqual(made[0]);
      expect(await accounts.passwordHash(made[0]!.id)).toBeNull();
      expect(await accounts.createForIdentity('firebase:2', 'EVE')).toBeNull();
      await accounts.remove(made[0]!.id);
      expect(await accounts.ofIdentity('firebase:1')).toBeNull();
    });

    it('carries an account from elsewhere as it was, once, and gives its id to nobody else', async () => {
      const copy = {
        id: 1_234,
        username: 'Eve',
        passwordHash: null,
        operator: true,
        identities: ['firebase:1', 'firebase:2'],
      };
      expect(await accounts.restore(copy)).toBe(true);
      expect(await accounts.restore(copy)).toBe(true);
      expect(await accounts.copyOf(1_234)).toEqual(copy);
      expect(await accounts.ofIdentity('firebase:2')).toEqual({ id: 1_234, username: 'Eve' });
      expect(await accounts.isOperator(1_234)).toBe(true);
      expect(await accounts.restore({ ...copy, id: 1_235, username: 'eve' })).toBe(false);
      expect(await accounts.restore({ ...copy, username: 'other' })).toBe(false);
      expect((await accounts.create('new', 'hash'))!.id).toBeGreaterThan(1_234);
      expect(await accounts.copyOf(9)).toBeNull();
    });

    it('knows its operators', async () => {
      const { id } = (await accounts.create('op', 'hash'))!;
      expect(await accounts.isOperator(id)).toBe(false);
      expect(await accounts.setOperator(id, true)).toBe(true);
      expect(await accounts.isOperator(id)).toBe(true);
      await accounts.setOperator(id, false);
      expect(await accounts.isOperator(id)).toBe(false);
      expect(await accounts.setOperator(999, true)).toBe(false);
    });
  });
}
