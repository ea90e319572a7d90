// How much processor time the functions and the relay take to start: until each listens, and until it has handled its first
// event, on the emulators. All are started one after the other in each round; the first is a function that does nothing.
// The clock on the wall would measure what else the machine does.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PubSub } from '@google-cloud/pubsub';
import { bundle, root } from './bundle.mjs';
import { findEmulators, freePort, startEmulators, startListening } from './emulators.mjs';
import { bundleCloud, cloudDirectory, functions } from './functions.mjs';

/** Linux counts processor time in hundredths of a second. */
const tickMilliseconds = 10;
const project = 'demo-report';

/** What functions-framework takes by itself. */
export const bare = 'nothing';

const framework = path.join(root, 'node_modules/@google-cloud/functions-framework/build/src/main.js');
const commands = [
  ...[{ name: bare }, ...functions].map(({ name, signature = 'cloudevent' }) => ({
    name,
    command: [framework, `--target=${name}`, `--signature-type=${signature}`],
  })),
  { name: 'relay', command: ['index.mjs'] },
];

/** A message of a stage's topic: from one person to another, neither of whom has a script. */
function message(stage) {
  const conversation = createHash('sha256').update('a conversation').digest('hex');
  return {
    attributes: { sentAt: new Date().toISOString(), conversation, key: conversation },
    data: {
      messageUid: randomUUID(),
      sessionId: randomUUID(),
      messageBody: 'hello',
      senderId: 1,
      recipientIds: [2],
      fromAutoReply: false,
      eventDestinations: [...new Set([stage, 'router'])],
    },
  };
}

/** The first event of each function that Pub/Sub pushes to: the usual work, nothing that it could refuse at once. */
const firstEvents = {
  [bare]: () => ({ attributes: {}, data: {} }),
  'jolie-exec': () => message('jolie-exec'),
  'auto-reply': () => message('auto-reply'),
  router: () => message('router'),
  'jolie-exec-config': () => ({
    attributes: {},
    data: { actionType: 'enable', userId: 1, target: 'recv' },
  }),
  'auto-reply-config': () => ({ attributes: {}, data: { action: 'enable', args: { userId: 1 } } }),
  'dead-letter': () => ({ attributes: { topic: 'router', reason: 'poison', attempts: '1' }, data: {} }),
  janitor: () => ({ attributes: {}, data: {} }),
};

async function push(name, port) {
  const { attributes, data } = firstEvents[name]();
  const response = await fetch(`http://127.0.0.1:${port}/projects/${project}/topics/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      message: {
        data: Buffer.from(JSON.stringify(data)).toString('base64'),
        attributes,
        messageId: randomUUID(),
        publishTime: new Date().toISOString(),
      },
      subscription: `projects/${project}/subscriptions/${name}`,
    }),
  });
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${await response.text()}`);
}

/** Processor time of a process and what it ran in its threads, ms (proc(5): utime and stime). */
function processorMilliseconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * tickMilliseconds;
}

async function measure({ name, command }, environment) {
  const port = await freePort();
  const started = await startListening(name, process.execPath, command, port, {
    cwd: path.join(cloudDirectory, name),
    env: { ...environment, PORT: String(port) },
    every: 10,
  });
  try {
    const listening = processorMilliseconds(started.child.pid);
    if (firstEvents[name] === undefined) return { listening, handled: null };
    await push(name, port);
    return { listening, handled: processorMilliseconds(started.child.pid) };
  } catch (failure) {
    throw new Error(`${name}: ${started.output()}`, { cause: failure });
  } finally {
    await started.stop('SIGKILL');
  }
}

/**
 * Processor time (ms) of each start, by the name of what was started, as many rounds as asked for: `listening`, and
 * `handled`, which is null for what has no events. Bundles all first. Where the emulators are missing, only what is
 * `missing` is told. `names` are those that are wanted beside {@link bare}; all when left out.
 */
export async function measureStarts({ rounds, names = null }) {
  const found = findEmulators();
  if (found.missing.length > 0) return { missing: found.missing };
  await bundleCloud();
  mkdirSync(path.join(cloudDirectory, bare), { recursive: true });
  writeFileSync(
    path.join(cloudDirectory, bare, 'index.mjs'),
    `import { cloudEvent } from '@google-cloud/functions-framework';\ncloudEvent('${bare}', async () => {});\n`,
  );
  writeFileSync(
    path.join(cloudDirectory, bare, 'package.json'),
    '{ "type": "module", "main": "index.mjs" }\n',
  );
  const { startStorageServer } = await import(
    pathToFileURL(await bundle('infra/google/testing/storage-server.ts')).href
  );
  const storage = await startStorageServer();
  const emulators = await startEmulators(found);
  try {
    const pubsub = new PubSub({
      projectId: project,
      apiEndpoint: emulators.environment.PUBSUB_EMULATOR_HOST,
      emulatorMode: true,
    });
    for (const topic of ['router', 'dead-letter']) await pubsub.createTopic(topic);
    await pubsub.close();
    const environment = {
      ...process.env,
      ...emulators.environment,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      GOOGLE_CLOUD_PROJECT: project,
      STORAGE_EMULATOR_HOST: storage.url,
      PARLEY_SCRIPTS_BUCKET: 'scripts',
      PARLEY_DEAD_LETTERS_BUCKET: 'dead-letters',
      PARLEY_RELAY_URL: '/ws',
      PARLEY_JWT_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
    };
    const wanted = commands.filter(({ name }) => name === bare || (names?.includes(name) ?? true));
    const starts = Object.fromEntries(wanted.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      for (const each of wanted) starts[each.name].push(await measure(each, environment));
    }
    return { starts };
  } finally {
    await emulators.stop();
    await storage.close();
  }
}
