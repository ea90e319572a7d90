import type { Store } from '@parley/ports';
import { memoryInbox } from './inbox';
import { memoryPresence } from './presence';
import { memoryRuns } from './runs';
import { memoryBlocks, memoryInterests, memoryReplies, memorySends, memorySettings } from './settings';

/**
 * A model of the store: everything in memory, every call one step. It keeps the contract of the port, and is what the
 * simulation puts its faults around.
 * @param epoch names the set of data
 */
export function memoryStore(epoch: string): Store {
  const forgotten = new Set<number>();
  const inbox = memoryInbox(forgotten);
  const presence = memoryPresence(forgotten);
  const runs = memoryRuns();
  const replies = memoryReplies();
  const settings = memorySettings(epoch);
  const interests = memoryInterests();
  const blocks = memoryBlocks();
  return {
    ...memorySends(),
    ...settings,
    ...interests,
    ...runs,
    ...replies,
    ...inbox,
    ...blocks,
    ...presence,
    sweep: async (before, limit) => runs.sweep(before.runs, limit) + replies.sweep(before.replies, limit),
    async forgetUser(userId) {
      forgotten.add(userId);
      for (const part of [inbox, presence, runs, replies, settings, interests, blocks]) part.forget(userId);
    },
  };
}
