BEGIN TRANSACTION;
CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT, username TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL
  );
INSERT INTO "account" VALUES(1,'ada','ada','$scrypt$ln=17,r=8,p=1$iyfXCgWAfK0xWZGlTu713Q$hCBiloVaMgPx/6MA6t+uQfjXgGZ0qHYywnHYaQTrJSM');
INSERT INTO "account" VALUES(2,'bob','bob','$scrypt$ln=17,r=8,p=1$ELJ1ZfL8P5s+OQ1Iehuiow$KSgEkAI5yJUD/f+UIDJst5FQXZJigp5v8Tz12iUzUOI');
INSERT INTO "account" VALUES(3,'cyd','cyd','$scrypt$ln=17,r=8,p=1$kRVWbKLl5W1IKk0csf0jvw$Xe3HL3zI9xXM0HV/1ck6ufCyz93VoemI78mJGP4O80I');
CREATE TABLE session (sid TEXT PRIMARY KEY, user_id INTEGER NOT NULL, created_at INTEGER NOT NULL) WITHOUT ROWID
  ;
INSERT INTO "session" VALUES('65fd593a-66c6-4a2b-b1cf-a9c5e37f916d',1,1795526496838);
INSERT INTO "session" VALUES('d08fde0c-6a3e-4581-af0b-b3417381c60e',2,1795526497239);
INSERT INTO "session" VALUES('fe0368cf-c152-4d81-9660-f5ab169fba3d',3,1795526497636);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('account',3);
COMMIT;
PRAGMA user_version=1;
