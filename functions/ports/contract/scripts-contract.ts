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
      const put = await scripts.put(1, 'send', source);
      expect(await scripts.active(1, 'send')).toEqual({ ...put, source });
      expect(await scripts.active(1, 'recv')).toBeNull();
      expect(await scripts.active(2, 'send')).toBeNull();
    });

    it('given several uploads at once, then each is a version of its own and one, whole, is active', async () => {
      const sources = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(50_000));
      const put = await Promise.all(sources.map((source) => scripts.put(1, 'recv', source)));
      expect(new Set(put.map(({ version }) => version)).size).toBe(4);
      const active = await scripts.active(1, 'recv');
      expect(put).toContainEqual(active);
    });

    it('given a script that is switched off, then it is not active, and another can be', async () => {
      await scripts.put(1, 'send', 'a');
      await scripts.remove(1, 'send');
      await scripts.remove(1, 'send');
      expect(await scripts.active(1, 'send')).toBeNull();
      await scripts.put(1, 'send', 'b');
      expect((await scripts.active(1, 'send'))!.source).toBe('b');
    });

    it.each([['../1'], ['1/../2'], [0], [1.5], [-1]])('refuses %j for a user id', async (userId) => {
      await expect((async () => scripts.active(userId as number, 'send'))()).rejects.toThrow(TypeError);
    });
  });
}
