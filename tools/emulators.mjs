// Finds and starts Google's emulators: Firestore and Pub/Sub, each a Java program of the Cloud SDK, and Firebase's of Auth,
// which belongs to firebase-tools and needs Node alone.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './bundle.mjs';

const said = (command, ...args) => {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  });
  return status === 0 ? stdout.trim() : null;
};

/** The newest file in a folder whose name matches, or null. */
function newestIn(folder, pattern) {
  if (!existsSync(folder)) return null;
  const [name] = readdirSync(folder)
    .filter((each) => pattern.test(each))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return name === undefined ? null : path.join(folder, name);
}

/** The program of firebase-tools in a folder that it was installed in, or in a checkout of its package; or null. */
const firebaseIn = (folder) =>
  ['node_modules/firebase-tools/lib/bin/firebase.js', 'lib/bin/firebase.js']
    .map((each) => path.join(folder, each))
    .find((each) => existsSync(each)) ?? null;

/**
 * How firebase-tools is started: a command and its first arguments; null where it is not on this machine. It is no
 * dependency of the repository, for it is larger than all of them together. It is looked for in the folder that
 * FIREBASE_TOOLS names, as `firebase` on the path, and among what `npx firebase-tools` left.
 */
export function findFirebaseTools(environment = process.env) {
  const named = environment.FIREBASE_TOOLS ?? '';
  if (named !== '') {
    const program = firebaseIn(named);
    if (program !== null) return [process.execPath, program];
    throw new Error(`FIREBASE_TOOLS names ${named}, where firebase-tools is not installed.`);
  }
  if (spawnSync('firebase', ['--version'], { stdio: 'ignore' }).status === 0) return ['firebase'];
  const cache = path.join(homedir(), '.npm/_npx');
  const [program] = (existsSync(cache) ? readdirSync(cache) : [])
    .map((each) => firebaseIn(path.join(cache, each)))
    .filter((each) => each !== null);
  return program === undefined ? null : [process.execPath, program];
}

/** What to do where firebase-tools is missing. */
export const firebaseToolsHint =
  'npm install --prefix FOLDER firebase-tools, and FIREBASE_TOOLS=FOLDER; or npm install -g firebase-tools';

/** The jars of the emulators that are on this machine, and in words what is missing and how to get it. */
export function findEmulators() {
  const missing = [];
  const hasJava = spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0;
  if (!hasJava) missing.push('Java 17 or newer: install a JRE, for example openjdk-17-jre-headless.');
  const sdk = said('gcloud', 'info', '--format=value(installation.sdk_root)');
  const platform = sdk === null ? '' : path.join(sdk, 'platform');
  const cache = path.join(homedir(), '.cache/firebase/emulators');
  const firestore =
    newestIn(path.join(platform, 'cloud-firestore-emulator'), /^cloud-firestore-emulator.*\.jar$/) ??
    newestIn(cache, /^cloud-firestore-emulator.*\.jar$/);
  const pubsub =
    newestIn(path.join(platform, 'pubsub-emulator/lib'), /^cloud-pubsub-emulator.*all\.jar$/) ??
    newestIn(
      path.join(newestIn(cache, /^pubsub-emulator/) ?? '', 'pubsub-emulator/lib'),
      /^cloud-pubsub-emulator.*all\.jar$/,
    );
  if (firestore === null) {
    missing.push('The Firestore emulator: gcloud components install cloud-firestore-emulator');
  }
  if (pubsub === null) missing.push('The Pub/Sub emulator: gcloud components install pubsub-emulator');
  return { firestore, pubsub, missing };
}

/** A port of the loopback interface that nobody listens on now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const listens = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Starts a program that listens on a port; `stop` ends that process and no other. */
export async function startListening(name, command, args, port, { every = 100, ...options } = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output = (output + text).slice(-4_000)));
  }
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async (signal = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  for (let tries = 0; !(await listens(port)); tries++) {
    if (child.exitCode !== null || tries * every > 600_000) {
      await stop('SIGKILL');
      throw new Error(`${name} did not start:\n${output}`);
    }
    await wait(every);
  }
  return { child, port, stop, output: () => output };
}

const heap = '-Xmx512m';

/** The project of everybody who signs in at the emulator of Auth: it takes any API key for this one. */
export const authProject = 'demo-parley';

/** Starts the emulator of Firebase Auth on a free port of the loopback interface. */
async function startAuth(firebaseTools) {
  const [command, ...first] = firebaseTools;
  const on = async () => ({ host: '127.0.0.1', port: await freePort() });
  const emulators = { auth: await on(), hub: await on(), logging: await on(), ui: { enabled: false } };
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-auth-'));
  writeFileSync(path.join(folder, 'firebase.json'), JSON.stringify({ emulators }));
  const started = await startListening(
    'The emulator of Firebase Auth',
    command,
    [...first, 'emulators:start', '--only', 'auth', '--project', authProject],
    emulators.auth.port,
    { cwd: folder },
  );
  return {
    ...started,
    // It ends its own helpers, when it is asked to.
    async stop() {
      await started.stop('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Starts both on free ports of the loopback interface, and that of Auth where `firebaseTools` is given. */
export async function startEmulators({ firestore, pubsub }, { firebaseTools = null } = {}) {
  const [firestorePort, pubsubPort] = [await freePort(), await freePort()];
  const started = await Promise.allSettled([
    startListening(
      'The Firestore emulator',
      'java',
      [
        heap,
        '-cp',
        firestore,
        'com.google.cloud.datastore.emulator.firestore.CloudFirestore',
        '--host=127.0.0.1',
        `--port=${firestorePort}`,
        `--rules=${path.join(root, 'firestore.rules')}`,
      ],
      firestorePort,
    ),
    startListening(
      'The Pub/Sub emulator',
      'java',
      [heap, '-jar', pubsub, '--host=127.0.0.1', `--port=${pubsubPort}`],
      pubsubPort,
    ),
    ...(firebaseTools === null ? [] : [startAuth(firebaseTools)]),
  ]);
  const running = started.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
  const stop = async () => {
    await Promise.all(running.map((each) => each.stop('SIGKILL')));
  };
  const failed = started.find(({ status }) => status === 'rejected');
  if (failed !== undefined) {
    await stop();
    throw failed.reason;
  }
  const auth = running[2];
  return {
    environment: {
      FIRESTORE_EMULATOR_HOST: `127.0.0.1:${firestorePort}`,
      // Nobody asks Google's metadata server who we are.
      METADATA_SERVER_DETECTION: 'none',
      PUBSUB_EMULATOR_HOST: `127.0.0.1:${pubsubPort}`,
      ...(auth === undefined ? {} : { FIREBASE_AUTH_EMULATOR_HOST: `127.0.0.1:${auth.port}` }),
    },
    stop,
  };
}
