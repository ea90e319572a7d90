import { Storage } from '@google-cloud/storage';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { scriptsContract } from '@parley/ports/contract';
import { clock, ids } from '../testing/emulated';
import { startStorageServer, type StorageServer } from '../testing/storage-server';
import { createScripts } from './scripts';

let server: StorageServer;
beforeAll(async () => {
  server = await startStorageServer();
});
afterAll(() => server.close());

let buckets = 0;
const bucket = () =>
  new Storage({ projectId: 'demo', apiEndpoint: server.url }).bucket(`scripts-${buckets++}`);

scriptsContract('on Cloud Storage', async () => ({
  scripts: createScripts(bucket(), { clock, ids }),
  close: async () => {},
}));

it('given versions that lie on two pages of a listing, then each is listed once', async () => {
  const paged = bucket();
  for (const content of ['1', '2', '3']) await paged.file('1-recv.ol').save(content, { resumable: false });
  const [all] = await paged.getFiles({ versions: true });
  const generations = all.map(({ metadata }) => metadata.generation);
  expect(new Set(generations).size).toBe(3);
  const listed: unknown[] = [];
  for (let pageToken: string | undefined; ;) {
    const [page, next] = await paged.getFiles({
      versions: true,
      maxResults: 2,
      autoPaginate: false,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    listed.push(...page.map(({ metadata }) => metadata.generation));
    pageToken = (next as { pageToken?: string } | null)?.pageToken;
    if (pageToken === undefined) break;
  }
  expect(listed).toEqual(generations);
});
