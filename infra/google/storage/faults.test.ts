import { Storage } from '@google-cloud/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeadLetter, Scripts } from '@parley/ports';
import type { DeadLetterArchive } from '../pubsub/archive';
import { clock, ids } from '../testing/emulated';
import { startStorageServer, type StorageServer } from '../testing/storage-server';
import { createDeadLetterArchive } from './dead-letters';
import { openObjectsHttp } from './objects-http';
import { createScriptReader } from './reading';
import { createScripts } from './scripts';

let server: StorageServer;
let scripts: Scripts;
let archive: DeadLetterArchive;
let name: string;
let buckets = 0;
beforeAll(async () => {
  server = await startStorageServer();
});
afterAll(() => server.close());
beforeEach(() => {
  name = `bucket-${buckets++}`;
  const bucket = new Storage({
    projectId: 'demo',
    apiEndpoint: server.url,
  }).bucket(name);
  scripts = createScripts(bucket, { clock, ids });
  archive = createDeadLetterArchive(bucket, { clock });
  server.faults.splice(0);
});

describe('a bucket that fails', () => {
  it.each([503, 429, 500])('given %i, then an upload is tried again and stored once', async (status) => {
    server.faults.push({ method: 'POST', status });
    const put = await scripts.put(1, 'recv', 'a', 1);
    expect(await scripts.active(1, 'recv')).toEqual(put);
    expect(await scripts.versions(1, 'recv', { limit: 10 })).toHaveLength(1);
  });

  it('given that an upload was stored and its answer lost, then it is stored once', async () => {
    server.faults.push({ method: 'POST', status: 503, afterwards: true });
    const put = await scripts.put(1, 'recv', 'a', 1);
    expect(await scripts.active(1, 'recv')).toEqual(put);
    expect(await scripts.versions(1, 'recv', { limit: 10 })).toHaveLength(1);
  });

  it('given that switching off was done and its answer lost, then it is off', async () => {
    await scripts.put(1, 'recv', 'a', 1);
    server.faults.push({ method: 'PATCH', status: 503, afterwards: true });
    await scripts.disable(1, 'recv', 2);
    expect(await scripts.active(1, 'recv')).toBeNull();
  });

  it('given that it may not be read, then that is said, and not that there is no script', async () => {
    await scripts.put(1, 'recv', 'a', 1);
    server.faults.push({ method: 'GET', status: 403 });
    await expect(scripts.active(1, 'recv')).rejects.toMatchObject({ code: 403 });
  });
});

describe('a bucket that somebody was in', () => {
  it('given an active version that vanished, then it says so by its name, and an upload mends it', async () => {
    const { version } = await scripts.put(1, 'recv', 'a', 1);
    await scripts.put(1, 'recv', 'b', 2);
    await scripts.activate(1, 'recv', version, 3);
    server.vanish(name, '1-recv.ol', version);
    await expect(scripts.active(1, 'recv')).rejects.toMatchObject({ code: 'script-vanished' });
    await scripts.put(1, 'recv', 'c', 4);
    expect(await scripts.active(1, 'recv')).toMatchObject({ source: 'c' });
  });

  it('given that all of it vanished, then there is no script', async () => {
    await scripts.put(1, 'recv', 'a', 1);
    server.vanish(name, '1-recv.ol');
    expect(await scripts.active(1, 'recv')).toBeNull();
    expect(await scripts.enable(1, 'recv', 2)).toBe(false);
  });

  it('given metadata that was edited into nonsense, then it says whose', async () => {
    await scripts.put(1, 'recv', 'a', 1);
    server.edit(name, '1-recv.ol', { enabled: 'perhaps' });
    await expect(scripts.active(1, 'recv')).rejects.toMatchObject({
      code: 'damaged-document',
      message: expect.stringContaining('1-recv.ol'),
    });
  });

  it('given an object that somebody put there by hand, then it is the active script', async () => {
    await scripts.put(1, 'recv', 'a', 1);
    server.edit(name, '1-recv.ol', {});
    expect(await scripts.active(1, 'recv')).toMatchObject({ source: 'a' });
  });
});

describe('scripts that are only run, by HTTP', () => {
  let reader: Pick<Scripts, 'active'>;
  beforeEach(() => {
    reader = createScriptReader(openObjectsHttp(name, server.url));
  });

  it('given a script, then its active version is read, while it is switched on', async () => {
    expect(await reader.active(1, 'recv')).toBeNull();
    const first = await scripts.put(1, 'recv', 'é', 1);
    await scripts.put(1, 'recv', 'b', 2);
    await scripts.activate(1, 'recv', first.version, 3);
    expect(await reader.active(1, 'recv')).toEqual(first);
    await scripts.disable(1, 'recv', 4);
    expect(await reader.active(1, 'recv')).toBeNull();
  });

  it.each([503, 429, 500])('given %i for a moment, then it is read all the same', async (status) => {
    await scripts.put(1, 'recv', 'a', 1);
    server.faults.push({ method: 'GET', status });
    expect(await reader.active(1, 'recv')).toMatchObject({ source: 'a' });
  });

  it('given that it may not be read, then that is said at once', async () => {
    await scripts.put(1, 'recv', 'a', 1);
    server.faults.push({ method: 'GET', status: 403 });
    await expect(reader.active(1, 'recv')).rejects.toMatchObject({ code: 403 });
  });

  it('given an active version that vanished, then it says so by its name', async () => {
    const { version } = await scripts.put(1, 'recv', 'a', 1);
    await scripts.put(1, 'recv', 'b', 2);
    await scripts.activate(1, 'recv', version, 3);
    server.vanish(name, '1-recv.ol', version);
    await expect(reader.active(1, 'recv')).rejects.toMatchObject({ code: 'script-vanished' });
  });
});

describe('the archive of dead letters', () => {
  const letter = (n: number): DeadLetter => ({
    id: `20260102T030405000Z-${String(n).padStart(20, '0')}`,
    topic: 'router',
    reason: 'field x',
    attempts: 0,
    at: '2026-01-02T03:04:05.000Z',
    data: 'text',
    attributes: { key: 'k' },
  });

  it('given a letter that comes twice, then it is kept once', async () => {
    await archive.put(letter(1));
    await archive.put(letter(1));
    expect((await archive.list(null, 10)).deadLetters).toEqual([letter(1)]);
  });

  it('given two who claim one at once, then one of them gets it', async () => {
    await archive.put(letter(1));
    const claimed = await Promise.all([archive.claim(letter(1).id), archive.claim(letter(1).id)]);
    expect(claimed.filter((each) => each !== null)).toEqual([letter(1)]);
  });

  it('has no letter of a name that can be none', async () => {
    expect(await archive.get('../1-recv.ol')).toBeNull();
    expect(await archive.claim('')).toBeNull();
  });
});
