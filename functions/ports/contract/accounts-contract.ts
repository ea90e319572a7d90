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

    it('keeps a session until it is deleted', async () => {
      await accounts.putSession({ sid: 's', userId: 1, createdAt: 5 });
      expect(await accounts.session('s')).toEqual({ sid: 's', userId: 1, createdAt: 5 });
      await accounts.deleteSession('s');
      expect(await accounts.session('s')).toBeNull();
    });
  });
}
