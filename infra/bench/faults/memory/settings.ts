import type {
  AutoReply,
  Blocks,
  Interests,
  Replies,
  SendRecord,
  Sends,
  Settings,
  UserSettings,
} from '@parley/ports';

/** The model of send records. */
export function memorySends(): Sends {
  const sends = new Map<string, SendRecord>();
  return {
    async recordSend(send) {
      const key = `${send.senderId}/${send.messageUid}`;
      const standing = sends.get(key);
      if (standing === undefined) sends.set(key, send);
      return standing ?? send;
    },
  };
}

/** The model of settings. */
export function memorySettings(epoch: string): Settings & { forget(userId: number): void } {
  const never: AutoReply = { enabled: false, messageBody: '', minIntervalSeconds: 0 };
  const replies = new Map<number, { readonly reply: AutoReply; readonly revision: number }>();
  const settings = new Map<number, UserSettings>();
  let pipeline: readonly string[] = ['jolie-exec', 'auto-reply', 'router'];
  return {
    pipeline: async () => pipeline,
    putPipeline: async (stages) => void (pipeline = stages),
    autoReply: async (userId) => replies.get(userId)?.reply ?? null,
    async changeAutoReply(userId, change, revision) {
      const standing = replies.get(userId) ?? { reply: never, revision: 0 };
      if (revision < standing.revision) return standing.reply;
      const reply = { ...standing.reply, ...change };
      replies.set(userId, { reply, revision });
      return reply;
    },
    userSettings: async (userId) => settings.get(userId) ?? { timeZone: 'UTC' },
    putUserSettings: async (userId, given) => void settings.set(userId, given),
    epoch: async () => epoch,
    forget(userId) {
      replies.delete(userId);
      settings.delete(userId);
    },
  };
}

/** The model of interests. */
export function memoryInterests(): Interests & { forget(userId: number): void } {
  const interests = new Map<string, { readonly interested: boolean; readonly at: number }>();
  return {
    setInterest: async (stage, userId, interested, at) =>
      void interests.set(`${userId}/${stage}`, { interested, at }),
    anyInterest: async (stage, userIds, since) =>
      userIds.some((userId) => {
        const interest = interests.get(`${userId}/${stage}`);
        return interest !== undefined && (interest.interested || interest.at > since);
      }),
    forget(userId) {
      for (const key of interests.keys()) if (key.startsWith(`${userId}/`)) interests.delete(key);
    },
  };
}

/** The model of blocks. */
export function memoryBlocks(): Blocks & { forget(userId: number): void } {
  const blocks = new Map<number, Set<number>>();
  return {
    block: async (userId, blockedId) =>
      void blocks.set(userId, (blocks.get(userId) ?? new Set()).add(blockedId)),
    unblock: async (userId, blockedId) => void blocks.get(userId)?.delete(blockedId),
    blocked: async (userId) => [...(blocks.get(userId) ?? [])].sort((a, b) => a - b),
    blockersOf: async (userId, among) => new Set(among.filter((id) => blocks.get(id)?.has(userId) === true)),
    forget: (userId) => void blocks.delete(userId),
  };
}

/** The model of fixed replies that were given. */
export function memoryReplies(): Replies & {
  forget(userId: number): void;
  /** Deletes at most so many claims from before the time, and returns how many. */
  sweep(before: string, limit: number): number;
} {
  interface Claim {
    readonly ownerId: number;
    readonly senderId: number;
    readonly messageUid: string;
    readonly sentAt: string;
  }
  let claims: readonly Claim[] = [];
  return {
    async claimReply({ ownerId, senderId, messageUid, sentAt, minIntervalSeconds }) {
      if (minIntervalSeconds <= 0) return true;
      const theirs = claims.filter((claim) => claim.ownerId === ownerId && claim.senderId === senderId);
      if (theirs.some((claim) => claim.messageUid === messageUid)) return true;
      const earliest = new Date(Date.parse(sentAt) - minIntervalSeconds * 1000).toISOString();
      if (theirs.some((claim) => claim.sentAt > earliest)) return false;
      claims = [...claims, { ownerId, senderId, messageUid, sentAt }];
      return true;
    },
    forget(userId) {
      claims = claims.filter(({ ownerId }) => ownerId !== userId);
    },
    sweep(before, limit) {
      const old = new Set(claims.filter(({ sentAt }) => sentAt < before).slice(0, limit));
      claims = claims.filter((claim) => !old.has(claim));
      return old.size;
    },
  };
}
