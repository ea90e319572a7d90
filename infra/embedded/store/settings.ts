import type { AutoReply, Settings, UserSettings } from '@parley/ports';
import type { Database } from '../database';

const usual = ['jolie-exec', 'auto-reply', 'router'];
const never: AutoReply = { enabled: false, messageBody: '', minIntervalSeconds: 0 };

export function settings(db: Database): Settings {
  const standing = (userId: number) => {
    const row = db.get<{ enabled: number; message_body: string; min_interval: number; revision: number }>(
      'SELECT enabled, message_body, min_interval, revision FROM auto_reply WHERE user_id = ?',
      userId,
    );
    if (row === undefined) return null;
    const { enabled, message_body: messageBody, min_interval: minIntervalSeconds, revision } = row;
    const autoReply: AutoReply = { enabled: enabled === 1, messageBody, minIntervalSeconds };
    return { autoReply, revision };
  };
  return {
    async pipeline() {
      const row = db.get<{ value: string }>("SELECT value FROM setting WHERE name = 'pipeline'");
      return row === undefined ? usual : (JSON.parse(row.value) as string[]);
    },
    async putPipeline(stages) {
      await db.write(() =>
        db.run("INSERT OR REPLACE INTO setting VALUES ('pipeline', ?)", JSON.stringify(stages)),
      );
    },
    autoReply: async (userId) => standing(userId)?.autoReply ?? null,
    changeAutoReply: (userId, change, revision) =>
      db.write(() => {
        const { autoReply, revision: before } = standing(userId) ?? { autoReply: never, revision: 0 };
        if (revision < before) return autoReply;
        const { enabled, messageBody, minIntervalSeconds } = { ...autoReply, ...change };
        db.run(
          'INSERT OR REPLACE INTO auto_reply VALUES (?, ?, ?, ?, ?)',
          userId,
          enabled ? 1 : 0,
          messageBody,
          minIntervalSeconds,
          revision,
        );
        return { enabled, messageBody, minIntervalSeconds };
      }),
    async userSettings(userId) {
      const row = db.get<{ value: string }>('SELECT value FROM user_setting WHERE user_id = ?', userId);
      return row === undefined ? { timeZone: 'UTC' } : (JSON.parse(row.value) as UserSettings);
    },
    async putUserSettings(userId, { timeZone }) {
      const value = JSON.stringify({ timeZone });
      await db.write(() => db.run('INSERT OR REPLACE INTO user_setting VALUES (?, ?)', userId, value));
    },
    epoch: async () => db.get<{ value: string }>("SELECT value FROM setting WHERE name = 'epoch'")!.value,
  };
}
