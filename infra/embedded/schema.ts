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
];
