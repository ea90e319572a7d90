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

it('given a team that outgrows one machine, then it moves to Google Cloud with its history, and could move back', async () => {
  const [here, back] = [machine('here'), machine('back')];
  await populate(here);
  const project = newProject();
  const [db, people] = [emulatedFirestore(project), emulatedFirestore(project, 'accounts')];
  const cloud: World = {
    accounts: createAccounts(people),
    store: createStore(db, { clock, ids }),
    scripts: createScripts(new Storage({ projectId: project, apiEndpoint: storage.url }).bucket(project), {
      clock,
      ids,
    }),
  };
  const quietly = { clock, onProgress: () => {} };
  const lines = await allOf(linesOf(exportLines(here, 0)));
  await importLines(cloud, linesOf(exportLines(here, 0)), quietly);
  // Done again, as after an interruption.
  await importLines(cloud, linesOf(exportLines(here, 0)), quietly);
  expect(await allOf(linesOf(exportLines(cloud, 0)))).toEqual(lines);
  await importLines(back, linesOf(exportLines(cloud, 0)), quietly);
  expect(await allOf(linesOf(exportLines(back, 0)))).toEqual(lines);
  await Promise.all([db.terminate(), people.terminate()]);
});
