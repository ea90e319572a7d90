/** The schema of parley.db: each entry leads from its index to the next version. Entries are never changed, only added. */
export const storeMigrations: readonly string[] = [
  `
  CREATE TABLE topic (name TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, ordering_key TEXT NOT NULL, data TEXT NOT NULL,
    attributes TEXT NOT NULL, publish_time TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX message_by_topic ON message (topic, id);
  CREATE TABLE dead_letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, reason TEXT NOT NULL, attempts INTEGER NOT NULL,
    at TEXT NOT NULL, data TEXT NOT NULL, attributes TEXT NOT NULL
  );
  CREATE TABLE send (
    sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, content_hash TEXT NOT NULL, sent_at TEXT NOT NULL,
    session_id TEXT NOT NULL, PRIMARY KEY (sender_id, message_uid)
  ) WITHOUT ROWID;
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE auto_reply (
    user_id INTEGER PRIMARY KEY, enabled INTEGER NOT NULL, message_body TEXT NOT NULL, min_interval INTEGER NOT NULL
  );
  CREATE TABLE interest (
    stage TEXT NOT NULL, user_id INTEGER NOT NULL, interested INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (stage, user_id)
  ) WITHOUT ROWID;
  CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT, owner_id INTEGER NOT NULL, target TEXT NOT NULL, sender_id INTEGER NOT NULL,
    message_uid TEXT NOT NULL, record TEXT NOT NULL, UNIQUE (sender_id, message_uid, owner_id, target)
  );
  CREATE INDEX run_by_owner ON run (owner_id, id);
  CREATE TABLE reply_claim (
    owner_id INTEGER NOT NULL, sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, sent_at TEXT NOT NULL,
    PRIMARY KEY (owner_id, sender_id, message_uid)
  ) WITHOUT ROWID;
  CREATE INDEX reply_claim_by_time ON reply_claim (owner_id, sender_id, sent_at);
  CREATE TABLE inbox_message (
    sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (sender_id, message_uid)
  ) WITHOUT ROWID;
  CREATE TABLE inbox (
    user_id INTEGER NOT NULL, position INTEGER NOT NULL, sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL,
    conversation TEXT NOT NULL, PRIMARY KEY (user_id, position), UNIQUE (user_id, sender_id, message_uid)
  ) WITHOUT ROWID;
  CREATE INDEX inbox_by_conversation ON inbox (user_id, conversation, position);
  CREATE TABLE lease (relay_id TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE live_session (
    session_id TEXT PRIMARY KEY, user_id INTEGER NOT NULL, relay_id TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX live_session_by_user ON live_session (user_id);
  CREATE INDEX live_session_by_relay ON live_session (relay_id)
  `,
  `
  INSERT INTO setting VALUES ('epoch', lower(hex(randomblob(16))));
  CREATE TABLE user_setting (user_id INTEGER PRIMARY KEY, value TEXT NOT NULL);
  ALTER TABLE auto_reply ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE run ADD COLUMN at TEXT NOT NULL DEFAULT '';
  ALTER TABLE run ADD COLUMN milliseconds REAL NOT NULL DEFAULT 0;
  UPDATE run SET at = json_extract(record, '$.at'), milliseconds = json_extract(record, '$.milliseconds');
  CREATE INDEX run_by_time ON run (at);
  CREATE INDEX run_by_owner_time ON run (owner_id, target, at, milliseconds);
  CREATE TABLE suspension (
    owner_id INTEGER NOT NULL, target TEXT NOT NULL, until INTEGER NOT NULL, PRIMARY KEY (owner_id, target)
  ) WITHOUT ROWID;
  CREATE TABLE block (
    user_id INTEGER NOT NULL, blocked_id INTEGER NOT NULL, PRIMARY KEY (user_id, blocked_id)
  ) WITHOUT ROWID;
  CREATE INDEX block_by_blocked ON block (blocked_id, user_id);
  CREATE TABLE forgotten (user_id INTEGER PRIMARY KEY);
  ALTER TABLE live_session ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE last_seen (user_id INTEGER PRIMARY KEY, at INTEGER NOT NULL);
  CREATE TABLE conversation (
    user_id INTEGER NOT NULL, conversation TEXT NOT NULL, members TEXT NOT NULL, last_position INTEGER NOT NULL,
    read_to INTEGER NOT NULL, PRIMARY KEY (user_id, conversation)
  ) WITHOUT ROWID;
  CREATE INDEX conversation_by_last ON conversation (user_id, last_position);
  INSERT INTO conversation
    SELECT i.user_id, i.conversation,
      (SELECT json_group_array(id) FROM (
        SELECT DISTINCT value AS id
          FROM json_each(json_insert(json_extract(m.message, '$.recipientIds'), '$[#]', m.sender_id)) ORDER BY value)),
      i.position, i.position
    FROM (SELECT user_id, conversation, max(position) AS position FROM inbox GROUP BY user_id, conversation) latest
      JOIN inbox i USING (user_id, position) JOIN inbox_message m USING (sender_id, message_uid);
  CREATE TABLE outside_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, ordering_key TEXT NOT NULL, data TEXT NOT NULL,
    attributes TEXT NOT NULL
  );
  CREATE TABLE message_text_id (
    id INTEGER PRIMARY KEY, sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, UNIQUE (sender_id, message_uid)
  );
  CREATE VIRTUAL TABLE message_text USING fts5(
    people, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO message_text_id (sender_id, message_uid) SELECT sender_id, message_uid FROM inbox_message;
  INSERT INTO message_text (rowid, people, body)
    SELECT t.id,
      (SELECT group_concat('p' || value, ' ')
        FROM json_each(json_insert(json_extract(m.message, '$.recipientIds'), '$[#]', m.sender_id))),
      json_extract(m.message, '$.messageBody')
    FROM message_text_id t JOIN inbox_message m USING (sender_id, message_uid)
  `,
  // A message is stored under a number that ascends, at the end of its table, which the inboxes and the index of its text
  // name: under its random UUID it and each place of it would fall on a page of its own, and the more are stored, the
  // fewer of these are at hand. Only the index that finds a message by its UUID is left so. No number is given out twice: a
  // place can never come to name another's message.
  `
  DROP INDEX inbox_by_conversation;
  ALTER TABLE inbox RENAME TO earlier_inbox;
  ALTER TABLE inbox_message RENAME TO earlier_inbox_message;
  CREATE TABLE inbox_message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, message TEXT NOT NULL,
    UNIQUE (sender_id, message_uid)
  );
  INSERT INTO inbox_message
    SELECT t.id, m.sender_id, m.message_uid, m.message
      FROM message_text_id t JOIN earlier_inbox_message m USING (sender_id, message_uid) ORDER BY t.id;
  DROP TABLE earlier_inbox_message;
  DROP TABLE message_text_id;
  CREATE TABLE inbox (
    user_id INTEGER NOT NULL, position INTEGER NOT NULL, message_id INTEGER NOT NULL, sender_id INTEGER NOT NULL,
    conversation TEXT NOT NULL, PRIMARY KEY (user_id, position), UNIQUE (user_id, message_id)
  ) WITHOUT ROWID;
  INSERT INTO inbox
    SELECT i.user_id, i.position, m.id, i.sender_id, i.conversation
      FROM earlier_inbox i JOIN inbox_message m USING (sender_id, message_uid) ORDER BY i.user_id, i.position;
  DROP TABLE earlier_inbox;
  CREATE INDEX inbox_by_conversation ON inbox (user_id, conversation, position, sender_id)
  `,
];

/** The schema of accounts.db, likewise. */
export const accountsMigrations: readonly string[] = [
  `
  CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL
  );
  CREATE TABLE session (sid TEXT PRIMARY KEY, user_id INTEGER NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID
  `,
  `
  ALTER TABLE session ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
  UPDATE session SET used_at = created_at;
  CREATE INDEX session_by_user ON session (user_id);
  CREATE INDEX session_by_use ON session (used_at);
  ALTER TABLE account ADD COLUMN operator INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE identity (
    identity TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE
  ) WITHOUT ROWID;
  CREATE INDEX identity_by_user ON identity (user_id)
  `,
  `
  ALTER TABLE session ADD COLUMN device TEXT NOT NULL DEFAULT ''
  `,
];
