import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  createInboxCursors,
  createPasswordHasher,
  createRateLimiter,
  createSeals,
  createSessionTokens,
  createSignIn,
  parseKeyRing,
} from '@parley/accounts';
import { createUploads, WorkerRunner } from '@parley/automation';
import { limits } from '@parley/envelope';
import {
  createAccounts,
  createScripts,
  createStore,
  GoogleTopics,
  listOf,
  openBucket,
  openFirestore,
  openPubSub,
  readConfiguration,
  systemClock as clock,
  systemIds as ids,
} from '@parley/google';
import { openTelemetry, prometheusTelemetry, readObservability } from '@parley/observability';
import { bootstrap, createNotify } from '@parley/pipeline';
import { createRelay } from './index';
import { statusListener } from './status';

/** Requests that are no WebSockets: a load balancer asks whether the relay is well. */
const requestMilliseconds = 30_000;

/** One instance of the relay on Cloud Run: composes it on Google's services, serves, and drains when it is told to end. */
async function main(): Promise<void> {
  const read = readConfiguration(process.env, {
    GOOGLE_CLOUD_PROJECT: null,
    PARLEY_DATABASE: '(default)',
    PARLEY_ACCOUNTS_DATABASE: 'accounts',
    PARLEY_SCRIPTS_BUCKET: null,
    PARLEY_JWT_KEYS: null,
    PARLEY_ORIGINS: ',',
    HOST: '0.0.0.0',
    PORT: '8080',
  });
  const project = read.GOOGLE_CLOUD_PROJECT;
  const measured = prometheusTelemetry();
  const { telemetry, close: closeTelemetry } = await openTelemetry({
    service: 'relay',
    settings: readObservability(process.env, 'INFO'),
    clock,
    write: (line) => process.stdout.write(line),
    measurements: measured.telemetry,
    project,
  });
  const store = createStore(openFirestore(project, read.PARLEY_DATABASE), { clock, ids, telemetry });
  const accounts = createAccounts(openFirestore(project, read.PARLEY_ACCOUNTS_DATABASE), telemetry);
  const bus = new GoogleTopics(openPubSub(project), clock, telemetry);
  const ring = parseKeyRing(read.PARLEY_JWT_KEYS);
  const runner = new WorkerRunner({
    workerFile: fileURLToPath(new URL('./worker.mjs', import.meta.url)),
    clock,
    telemetry,
  });
  const signIn = createSignIn({
    accounts,
    tokens: createSessionTokens({ ring, clock, ids }),
    passwords: createPasswordHasher({ ids }),
    clock,
    ids,
  });
  const relay = await createRelay({
    signIn,
    cursors: createInboxCursors(createSeals(ring), store, await store.epoch()),
    store,
    bus,
    send: bootstrap({
      store,
      publisher: bus,
      clock,
      ids,
      telemetry,
      usersExist: async (userIds) => (await accounts.byIds(userIds)).length === userIds.length,
    }),
    notify: createNotify({ store, publisher: bus, clock }),
    upload: createUploads({
      runner,
      scripts: createScripts(openBucket(project, read.PARLEY_SCRIPTS_BUCKET), { clock, ids, telemetry }),
      interests: store,
      clock,
    }).upload,
    sends: createRateLimiter({ clock, perSecond: limits.sendsPerSecond, burst: limits.sendBurst }),
    trials: createRateLimiter({ clock, perSecond: limits.trialsPerMinute / 60, burst: limits.trialBurst }),
    clock,
    ids,
    telemetry,
    origins: listOf(read.PARLEY_ORIGINS),
  });

  const isOperator = async (token: string) => {
    const authenticated = await signIn.authenticate(token);
    return authenticated.ok && (await accounts.isOperator(authenticated.holder.userId));
  };
  const server = createServer(
    { requestTimeout: requestMilliseconds },
    statusListener({ metrics: (accept) => measured.metrics(accept), isOperator }),
  );
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    relay.handleUpgrade(request, socket, head);
  });
  server.listen(Number(read.PORT), read.HOST, () =>
    telemetry.log('INFO', 'The relay serves', { relayId: relay.relayId, port: Number(read.PORT) }),
  );

  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    server.close();
    relay
      .close()
      .then(() => runner.close())
      .then(closeTelemetry)
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGTERM', close);
  process.on('SIGINT', close);
}

main().catch((failure: unknown) => {
  // What a person can mend is said in one line; anything else is a defect, and its place matters.
  const isTold = failure instanceof Error && 'code' in failure;
  console.error(isTold ? failure.message : failure);
  process.exit(1);
});
