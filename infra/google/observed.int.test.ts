import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { PubSub } from '@google-cloud/pubsub';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/ports/contract';
import { CloudProcess, freePort } from '../../e2e/cloud/cloud-process';
import { createAccounts } from './firestore';
import { emulatedFirestore, newProject } from './testing/emulated';
import { startStorageServer, type StorageServer } from './testing/storage-server';

const projectId = newProject();
const secret = 'what ada told herself';

let storage: StorageServer;
let api: CloudProcess;
let relay: CloudProcess;
let collector: Server;
/** The bodies that the collector of traces was sent. */
const traces: string[] = [];
let ada: { readonly token: string; readonly user: { readonly id: number } };

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function call(to: CloudProcess, address: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`http://127.0.0.1:${to.port}${address}`, init);
}
const metricsOf = async (of: CloudProcess, headers: Record<string, string> = {}) => {
  const response = await call(of, '/metrics', { headers });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};
/** The calls of a process that were done, as `service method`. */
const callsIn = (text: string) =>
  [...text.matchAll(/^parley_google_calls_total\{(.*)\} [1-9]/gm)].map(([, labels]) => {
    const label = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(labels!)?.[1];
    return `${label('service')} ${label('method')} ${label('outcome')}`;
  });

/** The API and a relay as they are deployed, traced; a person, who uploads a script and writes to herself. */
beforeAll(async () => {
  execFileSync(process.execPath, ['tools/functions.mjs']);
  storage = await startStorageServer();
  collector = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more: string) => (text += more));
    request.on('end', () => {
      traces.push(text);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const pubsub = new PubSub({ projectId });
  for (const topic of ['jolie-exec', 'auto-reply', 'router']) await pubsub.createTopic(topic);
  await pubsub.close();

  const environment = {
    GOOGLE_CLOUD_PROJECT: projectId,
    STORAGE_EMULATOR_HOST: storage.url,
    PARLEY_SCRIPTS_BUCKET: 'scripts',
    PARLEY_JWT_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
    PARLEY_RELAY_URL: '/ws',
    PARLEY_TRACES: `http://127.0.0.1:${portOf(collector)}/v1/traces`,
    HOST: '127.0.0.1',
    NODE_ENV: 'production',
  };
  const framework = path.resolve('node_modules/@google-cloud/functions-framework/build/src/main.js');
  const command = [framework, '--target=api', '--signature-type=http'];
  api = new CloudProcess('api', await freePort(), command, path.resolve('build/cloud/api'), environment);
  const folder = path.resolve('build/cloud/relay');
  relay = new CloudProcess('relay', await freePort(), ['index.mjs'], folder, environment);
  await api.start();
  await relay.start();

  const json = { 'content-type': 'application/json' };
  const registered = await call(api, '/api/register', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ username: 'ada', password: 'correct horse' }),
  });
  ada = (await registered.json()) as typeof ada;
  const authorization = `Bearer ${ada.token}`;
  await call(api, '/api/scripts/recv', {
    method: 'PUT',
    headers: { authorization, 'content-type': 'text/plain' },
    body: 'main { nullProcess }',
  });
  await call(api, '/api/messages', {
    method: 'POST',
    headers: { authorization, ...json },
    body: JSON.stringify({ messageBody: secret, recipientIds: [ada.user.id] }),
  });
}, 300_000);

afterAll(async () => {
  await api.end();
  await relay.end();
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
  await storage.close();
});

describe('what the API measures', () => {
  it('is for operators alone, and has its calls of Firestore, Pub/Sub and Cloud Storage', async () => {
    const authorization = `Bearer ${ada.token}`;
    expect((await metricsOf(api)).status).toBe(401);
    expect((await metricsOf(api, { authorization })).status).toBe(404);
    const db = emulatedFirestore(projectId, 'accounts');
    await createAccounts(db).setOperator(ada.user.id, true);
    await db.terminate();
    const { status, text } = await metricsOf(api, { authorization });
    expect(status).toBe(200);
    expect(callsIn(text)).toEqual(
      expect.arrayContaining([
        'firestore create done',
        'firestore recordSend done',
        'pubsub publish done',
        'storage put done',
      ]),
    );
    expect(text).toMatch(/^parley_sends_total\{outcome="accepted"\} 1$/m);
    expect(text).not.toContain(secret);
  });
});

describe('what a relay measures', () => {
  it('is told to its own machine, with its calls of Firestore, and in OpenMetrics to whoever reads that', async () => {
    const plain = await metricsOf(relay);
    expect(plain).toMatchObject({ status: 200, type: expect.stringContaining('version=0.0.4') });
    expect(callsIn(plain.text)).toEqual(expect.arrayContaining(['firestore epoch done']));
    const open = await metricsOf(relay, { accept: 'application/openmetrics-text; version=1.0.0' });
    expect(open).toMatchObject({ status: 200, type: expect.stringContaining('openmetrics') });
    expect(open.text).toMatch(/# EOF\n$/);
  });

  it('is told to nobody for whom somebody else speaks, and who is no operator', async () => {
    expect((await metricsOf(relay, { 'x-forwarded-for': '203.0.113.7' })).status).toBe(404);
  });
});

describe('the spans of the API', () => {
  it('reach the collector that PARLEY_TRACES names, and hold nothing that was written', async () => {
    await eventually(() => traces.some((each) => each.includes('"stringValue":"api"')));
    expect(traces.join('\n')).toContain('"bootstrap"');
    expect(traces.join('\n')).not.toContain(secret);
  });
});
