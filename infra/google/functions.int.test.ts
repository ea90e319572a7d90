import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PubSub, type Subscription } from '@google-cloud/pubsub';
import { Storage } from '@google-cloud/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { conversationOf, encodeAttributes, encodeEnvelope, type Envelope } from '@parley/envelope';
import { eventually } from '@parley/ports/contract';
import type { Scripts, Store } from '@parley/ports';
import { CloudProcess, freePort } from '../../e2e/cloud/cloud-process';
import { createStore } from './firestore';
import { createScripts } from './storage/scripts';
import type { LibraryFirestore } from './firestore/library';
import { clock, emulatedFirestore, ids, newProject } from './testing/emulated';
import { httpFaultOf } from './testing/firestore-faults';
import { startHttpProxy, type HttpFault, type HttpProxy } from './testing/http-proxy';
import { startStorageServer, type StorageServer } from './testing/storage-server';

/** Nobody may find it in a log. */
const secret = 'what ada told ben';
const topics = ['jolie-exec', 'auto-reply', 'router', 'dead-letter'] as const;

const projectId = newProject();
let [firestoreProxy, pubsubProxy]: [HttpProxy | null, HttpProxy | null] = [null, null];
let storage: StorageServer;
let db: LibraryFirestore;
let pubsub: PubSub;
let store: Store;
let scripts: Scripts;
const processes = new Map<string, CloudProcess>();
const subscriptions: Subscription[] = [];
/** What was published, by topic. */
const published = new Map<string, { data: string; attributes: Readonly<Record<string, string>> }[]>();

/** Two stages as they are deployed: their bundles in functions-framework, Google's services behind proxies that fail when told. */
beforeAll(async () => {
  execFileSync(process.execPath, ['tools/functions.mjs']);
  firestoreProxy = await startHttpProxy(process.env['FIRESTORE_EMULATOR_HOST']!);
  pubsubProxy = await startHttpProxy(process.env['PUBSUB_EMULATOR_HOST']!);
  storage = await startStorageServer();
  db = emulatedFirestore(projectId);
  pubsub = new PubSub({ projectId });
  store = createStore(db, { clock, ids });
  const bucket = new Storage({ projectId, apiEndpoint: storage.url }).bucket('scripts');
  scripts = createScripts(bucket, { clock, ids });
  for (const topic of topics) {
    published.set(topic, []);
    await pubsub.createTopic(topic);
    const [subscription] = await pubsub.topic(topic).createSubscription(topic);
    subscriptions.push(subscription);
    subscription.on('message', (message) => {
      published.get(topic)!.push({ data: message.data.toString(), attributes: message.attributes });
      message.ack();
    });
  }
  const framework = path.resolve('node_modules/@google-cloud/functions-framework/build/src/main.js');
  for (const name of ['jolie-exec', 'router']) {
    const command = [framework, `--target=${name}`, '--signature-type=cloudevent'];
    const stage = new CloudProcess(name, await freePort(), command, path.resolve('build/cloud', name), {
      GOOGLE_CLOUD_PROJECT: projectId,
      FIRESTORE_EMULATOR_HOST: firestoreProxy.address,
      PUBSUB_EMULATOR_HOST: pubsubProxy.address,
      STORAGE_EMULATOR_HOST: storage.url,
      PARLEY_SCRIPTS_BUCKET: 'scripts',
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
    });
    processes.set(name, stage);
    await stage.start();
  }
}, 300_000);
afterAll(async () => {
  for (const each of processes.values()) await each.end();
  for (const each of subscriptions) await each.close();
  await pubsub.close();
  await db.terminate();
  firestoreProxy?.close();
  pubsubProxy?.close();
  await storage.close();
});
beforeEach(() => {
  firestoreProxy!.faults.splice(0);
  pubsubProxy!.faults.splice(0);
  storage.faults.splice(0);
});

let users = 10;
/** Two people whom no other test has. */
const twoPeople = () => [users++, users++] as const;

const envelopeOf = (senderId: number, recipientId: number, eventDestinations: string[]): Envelope => ({
  messageUid: ids.uuid(),
  sessionId: ids.uuid(),
  messageBody: secret,
  senderId,
  recipientIds: [recipientId],
  fromAutoReply: false,
  eventDestinations,
});

/** Pushes as Pub/Sub does; resolves with the status of the answer. */
async function push(
  name: string,
  data: string,
  attributes: Record<string, string>,
  at?: string,
): Promise<number> {
  const message = {
    data: Buffer.from(data).toString('base64'),
    attributes,
    messageId: '1',
    publishTime: new Date().toISOString(),
  };
  const response = await fetch(
    `http://127.0.0.1:${processes.get(name)!.port}${at ?? `/projects/${projectId}/topics/${name}`}`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ message, subscription: `projects/${projectId}/subscriptions/${name}` }),
    },
  );
  await response.text();
  return response.status;
}

function pushEnvelope(name: string, envelope: Envelope, at?: string): Promise<number> {
  const key = conversationOf(envelope.senderId, envelope.recipientIds);
  const attributes = encodeAttributes({ sentAt: new Date().toISOString(), conversation: key, key });
  return push(name, encodeEnvelope(envelope), attributes, at);
}

/** What Pub/Sub does with a delivery that is not acknowledged; the answers' statuses. */
async function pushUntilTaken(name: string, envelope: Envelope): Promise<number[]> {
  const statuses: number[] = [];
  do statuses.push(await pushEnvelope(name, envelope));
  while (statuses.at(-1)! >= 300 && statuses.length < 10);
  return statuses;
}

const isPassedOn = ({ messageUid }: Envelope) =>
  published.get('router')!.some(({ data }) => data.includes(messageUid));
const logOf = (name: string) => processes.get(name)!.output;
const isTaken = (status: number | undefined) => status !== undefined && status >= 200 && status < 300;
const inboxOf = async (userId: number) =>
  (await store.read(userId, { limit: 100 })).map(({ messageUid }) => messageUid);

describe('a stage that is pushed something bad', () => {
  it('given what is no envelope, then it is put aside with its reason, and acknowledged', async () => {
    expect(isTaken(await push('router', `{"messageBody":"${secret}"}`, {}))).toBe(true);
    await eventually(() => published.get('dead-letter')!.length > 0);
    const [letter] = published.get('dead-letter')!;
    expect(letter!.attributes).toMatchObject({ topic: 'router', reason: expect.stringMatching(/\S/) });
    expect(letter!.data).toContain(secret);
    expect(logOf('router')).toContain('A delivery was put aside');
    expect(logOf('router')).not.toContain(secret);
  });

  it.each(['/', '/projects/other'])('given a push to %s, then it is handled all the same', async (at) => {
    const [ada, ben] = twoPeople();
    const envelope = envelopeOf(ada, ben, ['router']);
    expect(isTaken(await pushEnvelope('router', envelope, at))).toBe(true);
    expect(await inboxOf(ben)).toEqual([envelope.messageUid]);
  });

  it('given a document that was edited by hand, then it fails by name until that is mended, and loses nothing', async () => {
    const [ada, ben] = twoPeople();
    await store.append([ben], {
      messageUid: ids.uuid(),
      conversation: 'c',
      messageBody: secret,
      senderId: ada,
      recipientIds: [ben],
      fromAutoReply: false,
      sentAt: new Date().toISOString(),
    });
    const last = db.doc(`users/${ben}/inbox/0000000001`);
    const written = (await last.get()).data()!;
    await last.update({ position: 'first' });
    const envelope = envelopeOf(ada, ben, ['router']);
    expect(await pushEnvelope('router', envelope)).toBe(500);
    await eventually(() => logOf('router').includes('damaged-document'));
    await last.set(written);
    expect(isTaken(await pushEnvelope('router', envelope))).toBe(true);
    expect((await inboxOf(ben)).at(-1)).toBe(envelope.messageUid);
    expect(logOf('router')).not.toContain(secret);
  });

  it('given a script whose object vanished, then the message goes on without it, and its owner is told', async () => {
    const [ada, ben] = twoPeople();
    const { version } = await scripts.put(ben, 'recv', 'main { nullProcess }', 1);
    await scripts.put(ben, 'recv', 'main { nullProcess } ', 2);
    await scripts.activate(ben, 'recv', version, 3);
    storage.vanish('scripts', `${ben}-recv.ol`, version);
    const envelope = envelopeOf(ada, ben, ['jolie-exec', 'router']);
    expect(isTaken(await pushEnvelope('jolie-exec', envelope))).toBe(true);
    await eventually(() => isPassedOn(envelope));
    const { items } = await store.runs(ben, { limit: 10 });
    expect(items.map(({ outcome }) => outcome)).toEqual(['unavailable']);
    expect(logOf('jolie-exec')).not.toContain(secret);
  });
});

describe('a stage whose services fail', () => {
  it.each([
    ['Firestore', 'Commit', 8],
    ['Firestore', 'Commit', 14],
    ['Firestore', 'Commit', 4],
    ['Firestore', 'Commit', 10],
    ['Firestore', 'RunQuery', 8],
    ['Firestore', 'RunQuery', 14],
  ])('given %s that refuses %s with %i, then the message is stored once', async (_, method, code) => {
    const [ada, ben] = twoPeople();
    const envelope = envelopeOf(ada, ben, ['router']);
    firestoreProxy!.faults.push(...Array<HttpFault>(3).fill(httpFaultOf({ method, code })));
    expect(isTaken((await pushUntilTaken('router', envelope)).at(-1))).toBe(true);
    expect(await inboxOf(ben)).toEqual([envelope.messageUid]);
    expect(await inboxOf(ada)).toEqual([envelope.messageUid]);
    expect(logOf('router')).not.toContain(secret);
  });

  it.each([429, 503, 504, 409])(
    'given Pub/Sub that refuses with %i, then the message is passed on',
    async (status) => {
      const [ada, ben] = twoPeople();
      const envelope = envelopeOf(ada, ben, ['jolie-exec', 'router']);
      pubsubProxy!.faults.push({ status });
      expect(isTaken((await pushUntilTaken('jolie-exec', envelope)).at(-1))).toBe(true);
      await eventually(() => isPassedOn(envelope));
      expect(logOf('jolie-exec')).not.toContain(secret);
    },
  );

  it('given an answer of Pub/Sub that is lost, then the message is passed on all the same', async () => {
    const [ada, ben] = twoPeople();
    const envelope = envelopeOf(ada, ben, ['jolie-exec', 'router']);
    pubsubProxy!.faults.push({ status: 503, afterwards: true }, { status: null });
    expect(isTaken((await pushUntilTaken('jolie-exec', envelope)).at(-1))).toBe(true);
    await eventually(() => isPassedOn(envelope));
  });

  it('given Pub/Sub that refuses for lack of a right, then the delivery fails, its code is told, and it comes again', async () => {
    const [ada, ben] = twoPeople();
    const envelope = envelopeOf(ada, ben, ['jolie-exec', 'router']);
    pubsubProxy!.faults.push({ status: 403 });
    expect(await pushEnvelope('jolie-exec', envelope)).toBe(500);
    await eventually(() => /"topic":"jolie-exec".*"code":"403"/.test(logOf('jolie-exec')));
    expect(isPassedOn(envelope)).toBe(false);
    expect(isTaken(await pushEnvelope('jolie-exec', envelope))).toBe(true);
    await eventually(() => isPassedOn(envelope));
    expect(logOf('jolie-exec')).not.toContain(secret);
  });

  it.each([429, 503, 403])('given a bucket that answers %i, then the message goes on', async (status) => {
    const [ada, ben] = twoPeople();
    await scripts.put(ben, 'recv', 'main { nullProcess }', 1);
    const envelope = envelopeOf(ada, ben, ['jolie-exec', 'router']);
    storage.faults.push({ method: 'GET', address: `${ben}-recv`, status });
    expect(isTaken((await pushUntilTaken('jolie-exec', envelope)).at(-1))).toBe(true);
    await eventually(() => isPassedOn(envelope));
    expect((await store.runs(ben, { limit: 10 })).items).toHaveLength(1);
    expect(logOf('jolie-exec')).not.toContain(secret);
  });
});
