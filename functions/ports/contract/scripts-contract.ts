import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Scripts } from '@parley/ports';

/** What every adapter of the scripts promises. */
export function scriptsContract(
  name: string,
  open: () => Promise<{ scripts: Scripts; close(): Promise<void> }>,
): void {
  describe(`the scripts ${name}`, () => {
    let under: Awaited<ReturnType<typeof open>>;
    let scripts: Scripts;
    beforeEach(async () => {
      under = await open();
      ({ scripts } = under);
    });
    afterEach(() => under.close());

    it('has none at first, then the one that was put, exactly as it was', async () => {
      expect(await scripts.active(1, 'send')).toBeNull();
      const source = 'main { x = "æ\u{1f600}\\n" }\r\n';
      const put = await scripts.put(1, 'send', source, 1);
      expect(await scripts.active(1, 'send')).toEqual({ ...put, source });
      expect(await scripts.active(1, 'recv')).toBeNull();
      expect(await scripts.active(2, 'send')).toBeNull();
    });

    it('given several uploads at once, then each is a version of its own and one, whole, is active', async () => {
      const sources = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(50_000));
      const put = await Promise.all(sources.map((source) => scripts.put(1, 'recv', source, 1)));
      expect(new Set(put.map(({ version }) => version)).size).toBe(4);
      const active = await scripts.active(1, 'recv');
      expect(put).toContainEqual(active);
    });

    it('given a script that is switched off, then it is not active, and another can be', async () => {
      await scripts.put(1, 'send', 'a', 1);
      await scripts.disable(1, 'send', 2);
      await scripts.disable(1, 'send', 2);
      expect(await scripts.active(1, 'send')).toBeNull();
      await scripts.put(1, 'send', 'b', 3);
      expect((await scripts.active(1, 'send'))!.source).toBe('b');
    });

    it('given a script that is switched off, when it is switched on, then the version that was active is', async () => {
      expect(await scripts.enable(1, 'send', 1)).toBe(false);
      const { version } = await scripts.put(1, 'send', 'a', 1);
      await scripts.disable(1, 'send', 2);
      expect(await scripts.enable(1, 'send', 3)).toBe(true);
      expect(await scripts.active(1, 'send')).toMatchObject({ version, source: 'a' });
    });

    it('given a change that is older than the one that stands, then it does nothing; of equals the later stands', async () => {
      await scripts.put(1, 'send', 'a', 10);
      await scripts.disable(1, 'send', 9);
      expect((await scripts.active(1, 'send'))!.source).toBe('a');
      await scripts.disable(1, 'send', 10);
      expect(await scripts.active(1, 'send')).toBeNull();
    });

    it('lists all versions, the latest first, in pages, and gives each', async () => {
      expect(await scripts.versions(1, 'send', { limit: 10 })).toEqual([]);
      const put = [];
      for (const source of ['a', 'b', 'c']) put.push(await scripts.put(1, 'send', source, 1));
      const listed = await scripts.versions(1, 'send', { limit: 10 });
      expect(listed.map(({ version }) => version).sort()).toEqual(put.map(({ version }) => version).sort());
      const first = await scripts.versions(1, 'send', { limit: 2 });
      const rest = await scripts.versions(1, 'send', { limit: 2, after: first[1]!.version });
      expect([...first, ...rest]).toEqual(listed);
      for (const each of put) expect(await scripts.version(1, 'send', each.version)).toEqual(each);
      expect(await scripts.version(2, 'send', put[0]!.version)).toBeNull();
    });

    it('given an earlier version, when it is activated, then it is the active one, and nothing was lost', async () => {
      const a = await scripts.put(1, 'recv', 'a', 1);
      await scripts.put(1, 'recv', 'b', 2);
      expect(await scripts.activate(1, 'recv', a.version, 3)).toBe(true);
      expect(await scripts.active(1, 'recv')).toEqual(a);
      expect(await scripts.versions(1, 'recv', { limit: 10 })).toHaveLength(2);
    });

    it.each(['nothing', '', '../../x', 'active'])('has no version %j', async (version) => {
      await scripts.put(1, 'recv', 'a', 1);
      expect(await scripts.version(1, 'recv', version)).toBeNull();
      expect(await scripts.activate(1, 'recv', version, 2)).toBe(false);
    });

    it('given a user who goes, then nothing of their scripts is left', async () => {
      const { version } = await scripts.put(1, 'recv', 'a', 1);
      await scripts.put(2, 'recv', 'b', 1);
      await scripts.removeAll(1);
      expect(await scripts.active(1, 'recv')).toBeNull();
      expect(await scripts.version(1, 'recv', version)).toBeNull();
      expect(await scripts.active(2, 'recv')).not.toBeNull();
    });

    it.each([['../1'], ['1/../2'], [0], [1.5], [-1]])('refuses %j for a user id', async (userId) => {
      await expect((async () => scripts.active(userId as number, 'send'))()).rejects.toThrow(TypeError);
    });
  });
}
