import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { silentTelemetry, type InboxMessage } from '@parley/ports';
import { Database } from './database';
import { migrateData, openBeside, openEmbedded, systemClock, systemIds, type Embedded } from './index';
import { storeMigrations } from './schema';
import { layOutEarlierData } from './testing/earlier-data';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(path.join(tmpdir(), 'parley-upgrade-'));
  folders.push(made);
  return made;
};
const open = (directory: string) =>
  openEmbedded({ directory, clock: systemClock, ids: systemIds, telemetry: silentTelemetry });
afterAll(() => folders.forEach((made) => rmSync(made, { recursive: true, force: true })));

describe('data of the first schema', () => {
  let embedded: Embedded;
  beforeAll(() => {
    const directory = folder();
    layOutEarlierData(directory, 1);
    embedded = open(directory);
  });
  afterAll(() => embedded.close());

  it('opens with every message in its place', async () => {
    const inbox = await embedded.store.read(1, { limit: 50 });
    expect(inbox.map(({ position, messageBody }) => [position, messageBody])).toEqual([
      [1, 'Hello Bob'],
      [2, '!ping'],
      [3, 'pong'],
      [4, 'Who brings the boat?'],
      [5, 'I do, ærlig talt'],
    ]);
  });

  it('has its conversations, with who is in them, all of it read', async () => {
    const conversations = await embedded.store.conversations(1, { limit: 50 });
    expect(conversations.map(({ memberIds, last, unread }) => [memberIds, last.messageBody, unread])).toEqual(
      [
        [[1, 2, 3], 'I do, ærlig talt', 0],
        [[1, 2], 'pong', 0],
      ],
    );
    expect((await embedded.store.conversations(3, { limit: 50 })).length).toBeGreaterThan(0);
  });

  it('is searched like data of today', async () => {
    const found = await embedded.store.search(1, { words: ['boat'], limit: 5 });
    expect(found.map(({ position }) => position)).toEqual([4]);
    expect(await embedded.store.search(1, { words: ['Ærlig'], limit: 5 })).toHaveLength(1);
  });

  it('keeps accounts, scripts, fixed replies and run records', async () => {
    expect(await embedded.accounts.credentials('BOB')).toMatchObject({ account: { id: 2 } });
    const script = await embedded.scripts.active(2, 'recv');
    expect(script!.source).toContain('!ping');
    expect(await embedded.scripts.versions(2, 'recv', { limit: 5 })).toEqual([
      { version: script!.version, at: script!.at },
    ]);
    expect(await embedded.store.autoReply(3)).toMatchObject({
      enabled: true,
      messageBody: 'Back on Monday.',
    });
    const { items } = await embedded.store.runs(2, { limit: 50 });
    expect(items.length).toBeGreaterThan(0);
    const [{ at, milliseconds }] = items as [(typeof items)[0]];
    const since = new Date(Date.parse(at) - 1).toISOString();
    expect(await embedded.store.spent(2, 'recv', since)).toBeGreaterThanOrEqual(milliseconds);
  });

  it('goes on from where it was', async () => {
    const [first] = await embedded.store.read(1, { limit: 1 });
    const again: InboxMessage & { position?: number } = { ...first! };
    delete again.position;
    expect(await embedded.store.append([1], again)).toEqual([{ userId: 1, position: 1 }]);
    const next = { ...again, messageUid: systemIds.uuid() };
    expect(await embedded.store.append([1], next)).toEqual([{ userId: 1, position: 6 }]);
  });
});

describe('data of the second schema', () => {
  it('of which a message is gone keeps the others in their places, and finds them', async () => {
    const directory = folder();
    layOutEarlierData(directory, 1);
    const file = path.join(directory, 'parley.db');
    const earlier = new Database(file, storeMigrations.slice(0, 2));
    await earlier.write(() => {
      const of = "(SELECT sender_id, message_uid FROM inbox_message WHERE message LIKE '%!ping%')";
      earlier.run(
        `DELETE FROM message_text WHERE rowid IN
           (SELECT id FROM message_text_id WHERE (sender_id, message_uid) IN ${of})`,
      );
      for (const table of ['message_text_id', 'inbox', 'inbox_message'])
        earlier.run(`DELETE FROM ${table} WHERE (sender_id, message_uid) IN ${of}`);
    });
    earlier.close();
    const embedded = open(directory);
    const inbox = await embedded.store.read(1, { limit: 50 });
    expect(inbox.map(({ position, messageBody }) => [position, messageBody])).toEqual([
      [1, 'Hello Bob'],
      [3, 'pong'],
      [4, 'Who brings the boat?'],
      [5, 'I do, ærlig talt'],
    ]);
    for (const { position, messageBody } of inbox) {
      const [found] = await embedded.store.search(1, { words: messageBody.match(/\p{L}+/gu)!, limit: 5 });
      expect(found).toMatchObject({ position, messageBody });
    }
    await embedded.close();
  });
});

describe('a command beside the server', () => {
  it('does not touch data of an earlier schema until it was migrated', async () => {
    const directory = folder();
    layOutEarlierData(directory, 1);
    expect(() => openBeside(directory, { clock: systemClock, ids: systemIds })).toThrow(
      expect.objectContaining({ code: 'schema-older' }),
    );
    expect(migrateData(directory)).toEqual({ from: 1, to: 3 });
    expect(migrateData(directory)).toEqual({ from: 3, to: 3 });
    const beside = openBeside(directory, { clock: systemClock, ids: systemIds });
    expect(await beside.store.head(1)).toBe(5);
    beside.close();
  });

  it('says so when there is no data, or another process has it', async () => {
    expect(() => openBeside(folder(), { clock: systemClock, ids: systemIds })).toThrow(
      expect.objectContaining({ code: 'no-data' }),
    );
    expect(() => migrateData(folder())).toThrow(expect.objectContaining({ code: 'no-data' }));
    const directory = folder();
    const embedded = open(directory);
    expect(() => migrateData(directory)).toThrow(expect.objectContaining({ code: 'data-in-use' }));
    await embedded.close();
  });
});
