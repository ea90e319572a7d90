import type {
  AutoReply,
  InboxEntry,
  InboxMessage,
  LiveSession,
  RunRecord,
  SendRecord,
  Store,
} from '@parley/ports';
import type { Database } from './database';

/** Run records kept for each user; older ones go. */
const runsKept = 1_000;

const usual = ['jolie-exec', 'auto-reply', 'router'];

/** Puts a list into a statement as one parameter: `IN (SELECT value FROM json_each(?))`. */
const list = (ids: readonly number[]) => JSON.stringify(ids);

/** The store on the embedded database. */
export function createStore(db: Database): Store {
  return {
    ...sends(db),
    ...settings(db),
    ...interests(db),
    ...runRecords(db),
    ...replies(db),
    ...inbox(db),
    ...presence(db),
  };
}

function sends(db: Database): Pick<Store, 'recordSend'> {
  const columns =
    'sender_id AS senderId, message_uid AS messageUid, content_hash AS contentHash, sent_at AS sentAt, session_id AS sessionId';
  return {
    recordSend: ({ senderId, messageUid, contentHash, sentAt, sessionId }) =>
      db.write(() => {
        db.run(
          'INSERT OR IGNORE INTO send VALUES (?, ?, ?, ?, ?)',
          senderId,
          messageUid,
          contentHash,
          sentAt,
          sessionId,
        );
        const standing = db.get<SendRecord>(
          `SELECT ${columns} FROM send WHERE sender_id = ? AND message_uid = ?`,
          senderId,
          messageUid,
        )!;
        return {
          senderId: standing.senderId,
          messageUid: standing.messageUid,
          contentHash: standing.contentHash,
          sentAt: standing.sentAt,
          sessionId: standing.sessionId,
        };
      }),
  };
}

function settings(db: Database): Pick<Store, 'pipeline' | 'putPipeline' | 'autoReply' | 'putAutoReply'> {
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
    async autoReply(userId): Promise<AutoReply | null> {
      const row = db.get<{ enabled: number; message_body: string; min_interval: number }>(
        'SELECT enabled, message_body, min_interval FROM auto_reply WHERE user_id = ?',
        userId,
      );
      if (row === undefined) return null;
      return {
        enabled: row.enabled === 1,
        messageBody: row.message_body,
        minIntervalSeconds: row.min_interval,
      };
    },
    async putAutoReply(userId, { enabled, messageBody, minIntervalSeconds }) {
      const values = [userId, enabled ? 1 : 0, messageBody, minIntervalSeconds] as const;
      await db.write(() => db.run('INSERT OR REPLACE INTO auto_reply VALUES (?, ?, ?, ?)', ...values));
    },
  };
}

function interests(db: Database): Pick<Store, 'setInterest' | 'anyInterest'> {
  return {
    async setInterest(stage, userId, interested, at) {
      const values = [stage, userId, interested ? 1 : 0, at] as const;
      await db.write(() => db.run('INSERT OR REPLACE INTO interest VALUES (?, ?, ?, ?)', ...values));
    },
    async anyInterest(stage, userIds, since) {
      const found = db.get(
        `SELECT 1 FROM interest WHERE stage = ? AND user_id IN (SELECT value FROM json_each(?))
           AND (interested = 1 OR at > ?) LIMIT 1`,
        stage,
        list(userIds),
        since,
      );
      return found !== undefined;
    },
  };
}

function runRecords(db: Database): Pick<Store, 'decide' | 'decided' | 'runs'> {
  const standing = (
    senderId: number,
    messageUid: string,
    ownerId: number,
    target: string,
  ): RunRecord | null => {
    const row = db.get<{ record: string }>(
      'SELECT record FROM run WHERE sender_id = ? AND message_uid = ? AND owner_id = ? AND target = ?',
      senderId,
      messageUid,
      ownerId,
      target,
    );
    return row === undefined ? null : (JSON.parse(row.record) as RunRecord);
  };
  return {
    decide: (run) =>
      db.write(() => {
        const { ownerId, target, senderId, messageUid } = run;
        const inserted = db.run(
          'INSERT OR IGNORE INTO run (owner_id, target, sender_id, message_uid, record) VALUES (?, ?, ?, ?, ?)',
          ownerId,
          target,
          senderId,
          messageUid,
          JSON.stringify(run),
        );
        if (inserted.changes === 0) return standing(senderId, messageUid, ownerId, target)!;
        db.run(
          `DELETE FROM run WHERE owner_id = ? AND id <=
             (SELECT id FROM run WHERE owner_id = ? ORDER BY id DESC LIMIT 1 OFFSET ${runsKept})`,
          ownerId,
          ownerId,
        );
        return run;
      }),
    decided: async (senderId, messageUid, ownerId, target) => standing(senderId, messageUid, ownerId, target),
    async runs(ownerId, { target, after, limit }) {
      const before =
        after !== undefined && /^\d{1,15}$/.test(after) ? Number(after) : Number.MAX_SAFE_INTEGER;
      const rows = db.all<{ id: number; record: string }>(
        `SELECT id, record FROM run WHERE owner_id = ? AND id < ? AND (? = '' OR target = ?) ORDER BY id DESC LIMIT ?`,
        ownerId,
        before,
        target ?? '',
        target ?? '',
        limit + 1,
      );
      const items = rows.slice(0, limit).map(({ record }) => JSON.parse(record) as RunRecord);
      return { items, next: rows.length > limit ? String(rows[limit - 1]!.id) : null };
    },
  };
}

function replies(db: Database): Pick<Store, 'claimReply'> {
  return {
    async claimReply({ ownerId, senderId, messageUid, sentAt, minIntervalSeconds }) {
      if (minIntervalSeconds <= 0) return true;
      return db.write(() => {
        const mine = db.get(
          'SELECT 1 FROM reply_claim WHERE owner_id = ? AND sender_id = ? AND message_uid = ?',
          ownerId,
          senderId,
          messageUid,
        );
        if (mine !== undefined) return true;
        const earliest = new Date(Date.parse(sentAt) - minIntervalSeconds * 1000).toISOString();
        const other = db.get(
          'SELECT 1 FROM reply_claim WHERE owner_id = ? AND sender_id = ? AND sent_at > ? LIMIT 1',
          ownerId,
          senderId,
          earliest,
        );
        if (other !== undefined) return false;
        db.run('INSERT INTO reply_claim VALUES (?, ?, ?, ?)', ownerId, senderId, messageUid, sentAt);
        return true;
      });
    },
  };
}

function inbox(db: Database): Pick<Store, 'append' | 'read' | 'head'> {
  const headOf = (userId: number): number =>
    db.get<{ head: number | null }>('SELECT max(position) AS head FROM inbox WHERE user_id = ?', userId)
      ?.head ?? 0;
  const place = (userId: number, { senderId, messageUid, conversation }: InboxMessage): number => {
    const there = db.get<{ position: number }>(
      'SELECT position FROM inbox WHERE user_id = ? AND sender_id = ? AND message_uid = ?',
      userId,
      senderId,
      messageUid,
    );
    if (there !== undefined) return there.position;
    const position = headOf(userId) + 1;
    db.run('INSERT INTO inbox VALUES (?, ?, ?, ?, ?)', userId, position, senderId, messageUid, conversation);
    return position;
  };
  return {
    append: (userIds, message) =>
      db.write(() => {
        const text = JSON.stringify(message);
        db.run(
          'INSERT OR IGNORE INTO inbox_message VALUES (?, ?, ?)',
          message.senderId,
          message.messageUid,
          text,
        );
        return userIds.map((userId) => ({ userId, position: place(userId, message) }));
      }),
    async read(userId, { after = 0, before, conversation = '', limit }) {
      const backwards = before !== undefined && after === 0;
      const rows = db.all<{ position: number; message: string }>(
        `SELECT inbox.position, inbox_message.message FROM inbox
           JOIN inbox_message USING (sender_id, message_uid)
           WHERE user_id = ? AND position > ? AND position < ? ${conversation === '' ? "AND '' = ?" : 'AND conversation = ?'}
           ORDER BY position ${backwards ? 'DESC' : 'ASC'} LIMIT ?`,
        userId,
        after,
        before ?? Number.MAX_SAFE_INTEGER,
        conversation,
        limit,
      );
      if (backwards) rows.reverse();
      return rows.map(({ position, message }): InboxEntry => ({
        ...(JSON.parse(message) as InboxMessage),
        position,
      }));
    },
    head: async (userId) => headOf(userId),
  };
}

function presence(
  db: Database,
): Pick<Store, 'putLease' | 'deleteLease' | 'putSession' | 'deleteSession' | 'sessionsOf'> {
  return {
    async putLease(relayId, until) {
      await db.write(() => db.run('INSERT OR REPLACE INTO lease VALUES (?, ?)', relayId, until));
    },
    async deleteLease(relayId) {
      await db.write(() => {
        db.run('DELETE FROM lease WHERE relay_id = ?', relayId);
        db.run('DELETE FROM live_session WHERE relay_id = ?', relayId);
      });
    },
    async putSession({ sessionId, userId, relayId }) {
      await db.write(() =>
        db.run('INSERT OR REPLACE INTO live_session VALUES (?, ?, ?)', sessionId, userId, relayId),
      );
    },
    async deleteSession(sessionId) {
      await db.write(() => db.run('DELETE FROM live_session WHERE session_id = ?', sessionId));
    },
    async sessionsOf(userIds, now) {
      const rows = db.all<LiveSession>(
        `SELECT session_id AS sessionId, user_id AS userId, relay_id AS relayId FROM live_session
           JOIN lease USING (relay_id)
           WHERE user_id IN (SELECT value FROM json_each(?)) AND until > ? ORDER BY session_id`,
        list(userIds),
        now,
      );
      return rows.map(({ sessionId, userId, relayId }) => ({ sessionId, userId, relayId }));
    },
  };
}
