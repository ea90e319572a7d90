import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Storage } from '@google-cloud/storage';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openEmbedded, systemClock as clock, systemIds as ids, type Embedded } from '@parley/embedded';
import { createAccounts, createScripts, createStore } from '@parley/google';
import { silentTelemetry } from '@parley/ports';
import { emulatedFirestore, newProject } from '../../google/testing/emulated';
import { startStorageServer, type StorageServer } from '../../google/testing/storage-server';
import { exportLines, importLines, type World } from '../index';
import { allOf, linesOf, populate } from '../testing/populated';

const root = mkdtempSync(path.join(tmpdir(), 'parley-worlds-'));
let storage: StorageServer;
const opened: Embedded[] = [];
beforeAll(async () => {
  storage = await startStorageServer();
});
afterAll(async () => {
  for (const each of opened) await each.close();
  await storage.close();
  rmSync(root, { recursive: true, force: true });
});

const machine = (name: string): World => {
  const directory = path.join(root, name);
  const embedded = openEmbedded({ directory, clock, ids, telemetry: silentTelemetry });
  opened.push(embedded);
  return embedded;
};

const quietly = { clock, onProgress: () => {} };
const exported = (world: World) => allOf(linesOf(exportLines(world, 0)));

/** Ends what reads it after so many lines, as a process that is killed would. */
async function* interruptedAfter(count: number, lines: readonly string[]): AsyncGenerator<string> {
  yield* lines.slice(0, count);
  throw new Error('interrupted');
}

/** A project with nothing in it, and its clients. */
function emptyCloud(): { world: World; close: () => Promise<unknown> } {
  const project = newProject();
  const [db, people] = [emulatedFirestore(project), emulatedFirestore(project, 'accounts')];
  const bucket = new Storage({ projectId: project, apiEndpoint: storage.url }).bucket(project);
  const world: World = {
    accounts: createAccounts(people),
    store: createStore(db, { clock, ids }),
    scripts: createScripts(bucket, { clock, ids }),
  };
  return { world, close: () => Promise.all([db.terminate(), people.terminate()]) };
}

it('given a team that outgrows one machine, then it moves to Google Cloud with its history, and could move back', async () => {
  const [here, back] = [machine('here'), machine('back')];
  await populate(here);
  const { world: cloud, close } = emptyCloud();
  const lines = await exported(here);
  for (const kind of ['account', 'settings', 'script', 'active', 'message', 'read'])
    expect(lines.some((line) => line.startsWith(`{"kind":"${kind}"`))).toBe(true);
  await importLines(cloud, linesOf(exportLines(here, 0)), quietly);
  expect(await exported(cloud)).toEqual(lines);
  await importLines(back, linesOf(exportLines(cloud, 0)), quietly);
  expect(await exported(back)).toEqual(lines);
  // What an export does not name one by one: who is blocked, which version answers, what is unread.
  expect(await back.store.blocked(3)).toEqual([99]);
  expect((await back.scripts.active(7, 'recv'))!.source).toBe('two');
  expect(await back.scripts.active(7, 'send')).toBeNull();
  expect(await back.store.conversations(7, { limit: 10 })).toEqual(
    await here.store.conversations(7, { limit: 10 }),
  );
  await close();
});

it('given an import that was interrupted at any line, when it is done again, then all is there once', async () => {
  const here = machine('interrupted');
  await populate(here);
  const lines = await exported(here);
  for (const count of [2, 9, lines.length - 2]) {
    const { world: cloud, close } = emptyCloud();
    await expect(importLines(cloud, interruptedAfter(count, lines), quietly)).rejects.toThrow('interrupted');
    await importLines(cloud, linesOf(exportLines(here, 0)), quietly);
    expect(await exported(cloud)).toEqual(lines);
    await close();
  }
});
