import { isUserId } from '@parley/envelope';
import type { Scripts, ScriptVersion, Target } from '@parley/ports';

/** One user's script for one target. */
interface Kept {
  readonly versions: readonly ScriptVersion[];
  readonly active: string | null;
  /** The version that was active last. */
  readonly last: string | null;
  readonly revision: number;
}

const none: Kept = { versions: [], active: null, last: null, revision: 0 };

/** A model of the scripts: everything in memory, every call one step. It keeps the contract of the port. */
export function memoryScripts(now: () => number): Scripts {
  const kept = new Map<string, Kept>();
  let versions = 0;
  const keyOf = (userId: number, target: Target) => {
    if (!isUserId(userId)) throw new TypeError('A user id is a number from 1 on.');
    return `${userId}-${target}.ol`;
  };
  const of = (userId: number, target: Target) => kept.get(keyOf(userId, target)) ?? none;
  const change = (userId: number, target: Target, revision: number, to: Partial<Kept>) => {
    const standing = of(userId, target);
    if (revision >= standing.revision) kept.set(keyOf(userId, target), { ...standing, ...to, revision });
  };
  const find = (userId: number, target: Target, version: string | null) =>
    of(userId, target).versions.find((each) => each.version === version) ?? null;
  return {
    async put(userId, target, source, revision) {
      const version = `v${++versions}`;
      const made: ScriptVersion = { version, source, at: new Date(now()).toISOString() };
      const standing = of(userId, target);
      kept.set(keyOf(userId, target), { ...standing, versions: [made, ...standing.versions] });
      change(userId, target, revision, { active: version, last: version });
      return made;
    },
    active: async (userId, target) => find(userId, target, of(userId, target).active),
    version: async (userId, target, version) => find(userId, target, version),
    async versions(userId, target, { after, limit }) {
      const all = of(userId, target).versions.map(({ version, at }) => ({ version, at }));
      const from = after === undefined ? 0 : all.findIndex(({ version }) => version === after) + 1;
      return all.slice(from, from + limit);
    },
    async activate(userId, target, version, revision) {
      if (find(userId, target, version) === null) return false;
      change(userId, target, revision, { active: version, last: version });
      return true;
    },
    async enable(userId, target, revision) {
      const { last } = of(userId, target);
      if (last === null) return false;
      change(userId, target, revision, { active: last });
      return true;
    },
    disable: async (userId, target, revision) => change(userId, target, revision, { active: null }),
    async removeAll(userId) {
      for (const target of ['send', 'recv'] as const) kept.delete(keyOf(userId, target));
    },
  };
}
