BEGIN TRANSACTION;
CREATE TABLE auto_reply (
    user_id INTEGER PRIMARY KEY, enabled INTEGER NOT NULL, message_body TEXT NOT NULL, min_interval INTEGER NOT NULL
  );
INSERT INTO "auto_reply" VALUES(3,1,'Back on Monday.',60);
CREATE TABLE dead_letter (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, reason TEXT NOT NULL, attempts INTEGER NOT NULL,
    at TEXT NOT NULL, data TEXT NOT NULL, attributes TEXT NOT NULL
  );
CREATE TABLE inbox (
    user_id INTEGER NOT NULL, position INTEGER NOT NULL, sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL,
    conversation TEXT NOT NULL, PRIMARY KEY (user_id, position), UNIQUE (user_id, sender_id, message_uid)
  ) WITHOUT ROWID;
INSERT INTO "inbox" VALUES(1,1,1,'e60dc242-bede-42cf-9b7c-346acacbd78b','17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0');
INSERT INTO "inbox" VALUES(1,2,1,'3e5fb652-da1e-4004-b3a9-8b644d6df3fd','17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0');
INSERT INTO "inbox" VALUES(1,3,2,'d026401f-b370-5114-9350-b70bafbe26c4','17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0');
INSERT INTO "inbox" VALUES(1,4,2,'e18905e0-a83e-45ad-902c-218b91282412','8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d');
INSERT INTO "inbox" VALUES(1,5,3,'6d034045-1b93-4dd3-a415-d3904eb14b77','8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d');
INSERT INTO "inbox" VALUES(2,1,1,'e60dc242-bede-42cf-9b7c-346acacbd78b','17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0');
INSERT INTO "inbox" VALUES(2,2,1,'3e5fb652-da1e-4004-b3a9-8b644d6df3fd','17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0');
INSERT INTO "inbox" VALUES(2,3,2,'d026401f-b370-5114-9350-b70bafbe26c4','17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0');
INSERT INTO "inbox" VALUES(2,4,2,'e18905e0-a83e-45ad-902c-218b91282412','8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d');
INSERT INTO "inbox" VALUES(2,5,3,'1b93ff5e-cf09-51c0-b76f-4745af587eb0','46584c88c62d575eca10a01b7c96b76ee70c876d24e57e8448b4fade22eba959');
INSERT INTO "inbox" VALUES(2,6,3,'6d034045-1b93-4dd3-a415-d3904eb14b77','8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d');
INSERT INTO "inbox" VALUES(3,1,2,'e18905e0-a83e-45ad-902c-218b91282412','8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d');
INSERT INTO "inbox" VALUES(3,2,3,'1b93ff5e-cf09-51c0-b76f-4745af587eb0','46584c88c62d575eca10a01b7c96b76ee70c876d24e57e8448b4fade22eba959');
INSERT INTO "inbox" VALUES(3,3,3,'6d034045-1b93-4dd3-a415-d3904eb14b77','8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d');
CREATE TABLE inbox_message (
    sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (sender_id, message_uid)
  ) WITHOUT ROWID;
INSERT INTO "inbox_message" VALUES(1,'3e5fb652-da1e-4004-b3a9-8b644d6df3fd','{"messageUid":"3e5fb652-da1e-4004-b3a9-8b644d6df3fd","conversation":"17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0","messageBody":"!ping","senderId":1,"recipientIds":[2],"fromAutoReply":false,"sentAt":"2026-11-24T13:21:38.956Z"}');
INSERT INTO "inbox_message" VALUES(1,'e60dc242-bede-42cf-9b7c-346acacbd78b','{"messageUid":"e60dc242-bede-42cf-9b7c-346acacbd78b","conversation":"17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0","messageBody":"Hello Bob","senderId":1,"recipientIds":[2],"fromAutoReply":false,"sentAt":"2026-11-24T13:21:38.936Z"}');
INSERT INTO "inbox_message" VALUES(2,'d026401f-b370-5114-9350-b70bafbe26c4','{"messageUid":"d026401f-b370-5114-9350-b70bafbe26c4","conversation":"17f8af97ad4a7f7639a4c9171d5185cbafb85462877a4746c21bdb0a4f940ca0","messageBody":"pong","senderId":2,"recipientIds":[1],"fromAutoReply":true,"causedBy":"3e5fb652-da1e-4004-b3a9-8b644d6df3fd","sentAt":"2026-11-24T13:21:38.956Z"}');
INSERT INTO "inbox_message" VALUES(2,'e18905e0-a83e-45ad-902c-218b91282412','{"messageUid":"e18905e0-a83e-45ad-902c-218b91282412","conversation":"8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d","messageBody":"Who brings the boat?","senderId":2,"recipientIds":[1,3],"fromAutoReply":false,"sentAt":"2026-11-24T13:21:38.967Z"}');
INSERT INTO "inbox_message" VALUES(3,'1b93ff5e-cf09-51c0-b76f-4745af587eb0','{"messageUid":"1b93ff5e-cf09-51c0-b76f-4745af587eb0","conversation":"46584c88c62d575eca10a01b7c96b76ee70c876d24e57e8448b4fade22eba959","messageBody":"Back on Monday.","senderId":3,"recipientIds":[2],"fromAutoReply":true,"causedBy":"e18905e0-a83e-45ad-902c-218b91282412","sentAt":"2026-11-24T13:21:38.967Z"}');
INSERT INTO "inbox_message" VALUES(3,'6d034045-1b93-4dd3-a415-d3904eb14b77','{"messageUid":"6d034045-1b93-4dd3-a415-d3904eb14b77","conversation":"8a6ae15122001229edb8866f56e342af12ae8187203c3e3b33931743e7c0c48d","messageBody":"I do, ærlig talt","senderId":3,"recipientIds":[1,2],"fromAutoReply":false,"sentAt":"2026-11-24T13:21:38.979Z"}');
CREATE TABLE interest (
    stage TEXT NOT NULL, user_id INTEGER NOT NULL, interested INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (stage, user_id)
  ) WITHOUT ROWID;
INSERT INTO "interest" VALUES('auto-reply',3,1,1795526497722);
INSERT INTO "interest" VALUES('jolie-exec',2,1,1795526497706);
CREATE TABLE lease (relay_id TEXT PRIMARY KEY, until INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO "lease" VALUES('37c3711b-2930-4fb6-a23f-51f0e12d3b2e',1795526520864);
CREATE TABLE live_session (
    session_id TEXT PRIMARY KEY, user_id INTEGER NOT NULL, relay_id TEXT NOT NULL
  ) WITHOUT ROWID;
CREATE TABLE message (
    id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, ordering_key TEXT NOT NULL, data TEXT NOT NULL,
    attributes TEXT NOT NULL, publish_time TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0
  );
CREATE TABLE reply_claim (
    owner_id INTEGER NOT NULL, sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, sent_at TEXT NOT NULL,
    PRIMARY KEY (owner_id, sender_id, message_uid)
  ) WITHOUT ROWID;
INSERT INTO "reply_claim" VALUES(3,2,'e18905e0-a83e-45ad-902c-218b91282412','2026-11-24T13:21:38.967Z');
CREATE TABLE run (
    id INTEGER PRIMARY KEY AUTOINCREMENT, owner_id INTEGER NOT NULL, target TEXT NOT NULL, sender_id INTEGER NOT NULL,
    message_uid TEXT NOT NULL, record TEXT NOT NULL, UNIQUE (sender_id, message_uid, owner_id, target)
  );
INSERT INTO "run" VALUES(1,2,'recv',1,'e60dc242-bede-42cf-9b7c-346acacbd78b','{"ownerId":2,"target":"recv","senderId":1,"messageUid":"e60dc242-bede-42cf-9b7c-346acacbd78b","scriptVersion":"20261124T132137707Z-3c51cd3a-6f3a-422c-a200-9b4f0095fafc","gas":98,"milliseconds":4,"at":"2026-11-24T13:21:38.945Z","outcome":"answered","reason":"","log":"","answer":{"action":"forward","messages":[],"leftOut":0}}');
INSERT INTO "run" VALUES(2,2,'recv',1,'3e5fb652-da1e-4004-b3a9-8b644d6df3fd','{"ownerId":2,"target":"recv","senderId":1,"messageUid":"3e5fb652-da1e-4004-b3a9-8b644d6df3fd","scriptVersion":"20261124T132137707Z-3c51cd3a-6f3a-422c-a200-9b4f0095fafc","gas":115,"milliseconds":1,"at":"2026-11-24T13:21:38.959Z","outcome":"answered","reason":"","log":"","answer":{"action":"forward","messages":[{"recipientIds":[1],"messageBody":"pong"}],"leftOut":0}}');
INSERT INTO "run" VALUES(3,2,'recv',3,'6d034045-1b93-4dd3-a415-d3904eb14b77','{"ownerId":2,"target":"recv","senderId":3,"messageUid":"6d034045-1b93-4dd3-a415-d3904eb14b77","scriptVersion":"20261124T132137707Z-3c51cd3a-6f3a-422c-a200-9b4f0095fafc","gas":103,"milliseconds":0,"at":"2026-11-24T13:21:38.981Z","outcome":"answered","reason":"","log":"","answer":{"action":"forward","messages":[],"leftOut":0}}');
CREATE TABLE send (
    sender_id INTEGER NOT NULL, message_uid TEXT NOT NULL, content_hash TEXT NOT NULL, sent_at TEXT NOT NULL,
    session_id TEXT NOT NULL, PRIMARY KEY (sender_id, message_uid)
  ) WITHOUT ROWID;
INSERT INTO "send" VALUES(1,'3e5fb652-da1e-4004-b3a9-8b644d6df3fd','41ad6ca5695ce01cf1bad6b1a7cea0ff459242a62111954e3b9302190983a598','2026-11-24T13:21:38.956Z','4da7d711-5e91-44b0-a0fc-3a5aceb8e6f3');
INSERT INTO "send" VALUES(1,'e60dc242-bede-42cf-9b7c-346acacbd78b','14517367023935e0456ddfc220a88675c9b88b321de5729a950db510c26a64d0','2026-11-24T13:21:38.936Z','bc5261ae-a6fc-4022-b9ca-03deebcb12c6');
INSERT INTO "send" VALUES(2,'e18905e0-a83e-45ad-902c-218b91282412','ca1cd9aac6a38e8e93f5c865ae4dfb32a1f819cfaeb3066a60af8fda4d4af963','2026-11-24T13:21:38.967Z','6e46d067-83f5-4580-8a54-fd2709d5cf77');
INSERT INTO "send" VALUES(3,'6d034045-1b93-4dd3-a415-d3904eb14b77','98aead93da21c7838534da2da79be68764ac36ce4b6bfbdf93167706987a2851','2026-11-24T13:21:38.979Z','ae543c9a-e089-4db4-8fe0-c72376259274');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE topic (name TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO "topic" VALUES('auto-reply');
INSERT INTO "topic" VALUES('dead-letter');
INSERT INTO "topic" VALUES('jolie-exec');
INSERT INTO "topic" VALUES('router');
CREATE INDEX message_by_topic ON message (topic, id);
CREATE INDEX run_by_owner ON run (owner_id, id);
CREATE INDEX reply_claim_by_time ON reply_claim (owner_id, sender_id, sent_at);
CREATE INDEX inbox_by_conversation ON inbox (user_id, conversation, position);
CREATE INDEX live_session_by_user ON live_session (user_id);
CREATE INDEX live_session_by_relay ON live_session (relay_id)
  ;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('message',12);
INSERT INTO "sqlite_sequence" VALUES('run',3);
COMMIT;
PRAGMA user_version=1;
