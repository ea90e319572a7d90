// `npm run report:functions`: bundles every function and the relay, starts each on the emulators, and prints a table of
// sizes and of the processor time that each takes until it listens, and until it has handled its first event: medians of
// three rounds, in each of which all are started one after the other. The first row is a function that does nothing. The
// clock on the wall would measure what else the machine does.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { PubSub } from '@google-cloud/pubsub';
import { bundle, root } from './bundle.mjs';
import { findEmulators, freePort, startEmulators, startListening } from './emulators.mjs';
import { bundleCloud, cloudDirectory, functions } from './functions.mjs';

const rounds = 3;
/** Linux counts processor time in hundredths of a second. */
const tickMilliseconds = 10;
const project = 'demo-report';

const found = findEmulators();
if (found.missing.length > 0) {
  console.log(['The report needs the emulators. Missing:', ...found.missing].join('\n  '));
  process.exit(0);
}
await bundleCloud();
const { startStorageServer } = await import(
  pathToFileURL(await bundle('infra/google/testing/storage-server.ts')).href
);
const storage = await startStorageServer();
const emulators = await startEmulators(found);
Object.assign(process.env, emulators.environment);
const environment = {
  ...process.env,
  NODE_ENV: 'production',
  HOST: '127.0.0.1',
  GOOGLE_CLOUD_PROJECT: project,
  STORAGE_EMULATOR_HOST: storage.url,
  PARLEY_SCRIPTS_BUCKET: 'scripts',
  PARLEY_DEAD_LETTERS_BUCKET: 'dead-letters',
  PARLEY_RELAY_URL: '/ws',
  PARLEY_JWT_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
};

/** What functions-framework takes by itself. */
const bare = 'nothing';
mkdirSync(path.join(cloudDirectory, bare), { recursive: true });
writeFileSync(
  path.join(cloudDirectory, bare, 'index.mjs'),
  `import { cloudEvent } from '@google-cloud/functions-framework';\ncloudEvent('${bare}', async () => {});\n`,
);
writeFileSync(path.join(cloudDirectory, bare, 'package.json'), '{ "type": "module", "main": "index.mjs" }\n');

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

async function measure({ name, command }) {
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

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const sizeOf = (name, file) => {
  try {
    return statSync(path.join(cloudDirectory, name, file)).size;
  } catch {
    return 0;
  }
};
const kib = (name, file) => {
  const bytes = name === bare ? 0 : sizeOf(name, file);
  return bytes === 0 ? '' : `${Math.round(bytes / 1024)} KiB`;
};

try {
  const pubsub = new PubSub({ projectId: project });
  for (const topic of ['router', 'dead-letter']) await pubsub.createTopic(topic);
  await pubsub.close();
  const measured = new Map(commands.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const each of commands) measured.get(each.name).push(await measure(each));
  }
  const medianOf = (name, what) => median(measured.get(name).map((each) => each[what]));
  const nothing = medianOf(bare, 'handled');
  console.log(
    '| function | bundle | worker | until it listens | until its first event is handled | of nothing |\n| --- | --- | --- | --- | --- | --- |',
  );
  for (const { name } of commands) {
    const handled = firstEvents[name] === undefined ? null : medianOf(name, 'handled');
    const cells = [
      name === bare ? 'a function that does nothing' : `\`${name}\``,
      kib(name, 'index.mjs'),
      kib(name, 'worker.mjs'),
      `${medianOf(name, 'listening')} ms`,
      handled === null ? '' : `${handled} ms`,
      handled === null ? '' : `× ${(handled / nothing).toFixed(1)}`,
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
} finally {
  await emulators.stop();
  await storage.close();
}
