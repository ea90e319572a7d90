import { Storage } from '@google-cloud/storage';
import { afterAll, beforeAll } from '@jest/globals';
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
