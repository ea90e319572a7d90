// Finds and starts Google's emulators of Firestore and Pub/Sub, each a Java program of the Cloud SDK.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { homedir } from 'node:os';
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
    if (child.exitCode !== null || tries * every > 60_000) {
      await stop('SIGKILL');
      throw new Error(`${name} did not start:\n${output}`);
    }
    await wait(every);
  }
  return { child, port, stop, output: () => output };
}

const heap = '-Xmx512m';

/** Starts both on free ports of the loopback interface. */
export async function startEmulators({ firestore, pubsub }) {
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
  return {
    environment: {
      FIRESTORE_EMULATOR_HOST: `127.0.0.1:${firestorePort}`,
      // Nobody asks Google's metadata server who we are.
      METADATA_SERVER_DETECTION: 'none',
      PUBSUB_EMULATOR_HOST: `127.0.0.1:${pubsubPort}`,
    },
    stop,
  };
}
