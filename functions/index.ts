import type { RequestListener } from 'node:http';
import { fileURLToPath } from 'node:url';
import {
  createGuesses,
  createInboxCursors,
  createPasswordHasher,
  createRateLimiter,
  createSeals,
  createSessionTokens,
  createSignIn,
  parseKeyRing,
} from '@parley/accounts';
import { createApi } from '@parley/api';
import { activeScripts, createTrials, createUploads, WorkerRunner } from '@parley/automation';
import { limits } from '@parley/envelope';
import {
  archiveDeadLetters,
  createAccounts,
  createDeadLetterArchive,
  createFailures,
  createHttpPublisher,
  createIdentity,
  createPublisher,
  createScriptReader,
  createScripts,
  createStore,
  GoogleTopics,
  listOf,
  openAuth,
  openBucket,
  openFirestore,
  openFirestoreHttp,
  openObjectsHttp,
  openPubSub,
  openPubSubHttp,
  pushHandler,
  readConfiguration,
  readPageSignIn,
  systemClock as clock,
  systemIds as ids,
  type Database,
  type Pushed,
} from '@parley/google';
import { openTelemetry, prometheusTelemetry, readObservability } from '@parley/observability';
import { bootstrap, runConfig, runStage, sweep, type Stage } from '@parley/pipeline';
import { deadLetterTopic, type MessageHandler, type Telemetry } from '@parley/ports';
import { autoReply, autoReplyConfig } from '@parley/stage-auto-reply';
import { jolieExec, jolieExecConfig } from '@parley/stage-jolie-exec';
import { router } from '@parley/stage-router';

/*
 * The composition of everything that runs as a function on Google Cloud. Each export opens one of them: it reads what it
 * needs from the environment, once, and throws where that is missing. A bundle holds one of them, and of the client
 * libraries only those that it uses.
 */

/** A function that Pub/Sub pushes to. */
type CloudFunction = (pushed: Pushed) => Promise<void>;

/** What a user switches on or off holds for every message accepted so much later at most, ms. */
const scriptsMaxAgeMilliseconds = 4_000;

const projectSettings = { GOOGLE_CLOUD_PROJECT: null } as const;
const storeSettings = { ...projectSettings, PARLEY_DATABASE: '(default)' } as const;
const scriptSettings = { ...storeSettings, PARLEY_SCRIPTS_BUCKET: null } as const;

const configuration = <T extends Readonly<Record<string, string | null>>>(settings: T) =>
  readConfiguration(process.env, settings);

/**
 * Where a function tells what happens. Only the API measures: nobody could fetch it from what Pub/Sub pushes to, whose
 * requests the platform counts. A span goes as it ends, because a function may have no processor after its answer.
 */
const telemetryOf = async (
  service: string,
  read: { readonly GOOGLE_CLOUD_PROJECT: string },
  measurements?: Pick<Telemetry, 'count' | 'observe' | 'gauge'>,
): Promise<Telemetry> => {
  const { telemetry } = await openTelemetry({
    service,
    settings: readObservability(process.env, 'INFO'),
    clock,
    write: (line) => process.stdout.write(line),
    project: read.GOOGLE_CLOUD_PROJECT,
    immediately: true,
    ...(measurements === undefined ? {} : { measurements }),
  });
  return telemetry;
};

/** A database for what begins with an event, which is to start fast. */
const databaseFor = (project: string, name: string): Database =>
  openFirestoreHttp(project, name, process.env['FIRESTORE_EMULATOR_HOST']);

const storeOf = (db: Database, telemetry: Telemetry) => createStore(db, { clock, ids, telemetry });

const scriptsOf = (
  read: { readonly GOOGLE_CLOUD_PROJECT: string; readonly PARLEY_SCRIPTS_BUCKET: string },
  telemetry: Telemetry,
) =>
  createScripts(openBucket(read.GOOGLE_CLOUD_PROJECT, read.PARLEY_SCRIPTS_BUCKET), { clock, ids, telemetry });

/** The program of the workers that run scripts lies beside the bundle. */
const openRunner = (telemetry: Telemetry) =>
  new WorkerRunner({
    workerFile: fileURLToPath(new URL('./worker.mjs', import.meta.url)),
    clock,
    telemetry,
  });

/** What every function that Pub/Sub pushes to stands on. */
interface Ground {
  readonly project: string;
  readonly db: Database;
  readonly telemetry: Telemetry;
}

const groundOf = async (
  name: string,
  read: { readonly GOOGLE_CLOUD_PROJECT: string; readonly PARLEY_DATABASE: string },
): Promise<Ground> => ({
  project: read.GOOGLE_CLOUD_PROJECT,
  db: databaseFor(read.GOOGLE_CLOUD_PROJECT, read.PARLEY_DATABASE),
  telemetry: await telemetryOf(name, read),
});

const pushed = (name: string, handler: MessageHandler, { project, db, telemetry }: Ground): CloudFunction =>
  pushHandler(name, handler, {
    publisher: createHttpPublisher(project, openPubSubHttp(process.env['PUBSUB_EMULATOR_HOST']), telemetry),
    telemetry,
    failures: createFailures(db, { clock }),
  });

const pushedStage = (stage: Stage, ground: Ground): CloudFunction =>
  pushed(stage.name, runStage(stage, { clock, telemetry: ground.telemetry }), ground);

/** The stage that runs scripts: topic `jolie-exec`. */
export async function openJolieExec(): Promise<CloudFunction> {
  const read = configuration(scriptSettings);
  const ground = await groundOf('jolie-exec', read);
  const { db, telemetry } = ground;
  const objects = openObjectsHttp(read.PARLEY_SCRIPTS_BUCKET, process.env['STORAGE_EMULATOR_HOST']);
  const activeScript = activeScripts(
    createScriptReader(objects, telemetry),
    clock,
    scriptsMaxAgeMilliseconds,
  );
  const store = storeOf(db, telemetry);
  return pushedStage(jolieExec({ activeScript, store, runner: openRunner(telemetry), clock }), ground);
}

/** The stage of fixed replies: topic `auto-reply`. */
export async function openAutoReply(): Promise<CloudFunction> {
  const ground = await groundOf('auto-reply', configuration(storeSettings));
  return pushedStage(autoReply({ store: storeOf(ground.db, ground.telemetry) }), ground);
}

/** The end of every message's way: topic `router`. */
export async function openRouter(): Promise<CloudFunction> {
  const ground = await groundOf('router', configuration(storeSettings));
  return pushedStage(router({ store: storeOf(ground.db, ground.telemetry), clock }), ground);
}

/** Switches scripts on and off from outside: topic `jolie-exec-config`. */
export async function openJolieExecConfig(): Promise<CloudFunction> {
  const read = configuration(scriptSettings);
  const ground = await groundOf('jolie-exec-config', read);
  const { db, telemetry } = ground;
  const uploads = createUploads({
    // Nothing is uploaded here.
    runner: { check: async () => [] },
    scripts: scriptsOf(read, telemetry),
    interests: storeOf(db, telemetry),
    clock,
  });
  return pushed('jolie-exec-config', runConfig(jolieExecConfig(uploads), { telemetry }), ground);
}

/** Sets fixed replies from outside: topic `auto-reply-config`. */
export async function openAutoReplyConfig(): Promise<CloudFunction> {
  const ground = await groundOf('auto-reply-config', configuration(storeSettings));
  const { db, telemetry } = ground;
  const handler = runConfig(autoReplyConfig({ store: storeOf(db, telemetry), clock }), { telemetry });
  return pushed('auto-reply-config', handler, ground);
}

/** Archives what was put aside, by a stage or by Pub/Sub: topic `dead-letter`. */
export async function openDeadLetter(): Promise<CloudFunction> {
  const read = configuration({ ...storeSettings, PARLEY_DEAD_LETTERS_BUCKET: null });
  const { project, db, telemetry } = await groundOf(deadLetterTopic, read);
  const archive = createDeadLetterArchive(openBucket(project, read.PARLEY_DEAD_LETTERS_BUCKET), { clock });
  return pushHandler(deadLetterTopic, archiveDeadLetters(archive, createFailures(db, { clock })), {
    publisher: { publish: async () => {} },
    telemetry,
  });
}

/** Takes away what was kept long enough: topic `janitor`, to which a scheduler publishes every hour. */
export async function openJanitor(): Promise<CloudFunction> {
  const read = configuration({ ...storeSettings, PARLEY_ACCOUNTS_DATABASE: 'accounts' });
  const { project, db, telemetry } = await groundOf('janitor', read);
  const accounts = createAccounts(databaseFor(project, read.PARLEY_ACCOUNTS_DATABASE), telemetry);
  const bus = new GoogleTopics(openPubSub(project), clock, telemetry);
  const store = storeOf(db, telemetry);
  return async () => {
    const { records, sessions, relays } = await sweep({ store, accounts, bus, clock });
    telemetry.log('INFO', 'The janitor came', { records, sessions, relays });
  };
}

/** Registrations from one address in a minute: a household or an office may arrive together. */
const registrationsPerMinute = 10;

const perMinute = (most: number) => createRateLimiter({ clock, perSecond: most / 60, burst: most });

/** The HTTP interface. */
export async function openApi(): Promise<RequestListener> {
  const read = configuration({
    ...scriptSettings,
    PARLEY_ACCOUNTS_DATABASE: 'accounts',
    PARLEY_JWT_KEYS: null,
    PARLEY_API_URL: '/api',
    PARLEY_RELAY_URL: null,
    PARLEY_SIGN_IN: 'password',
    PARLEY_FIREBASE_API_KEY: 'none',
    PARLEY_FIREBASE_AUTH_DOMAIN: 'none',
    PARLEY_ORIGINS: ',',
    PARLEY_PROXIES: '1',
  });
  const project = read.GOOGLE_CLOUD_PROJECT;
  const db = openFirestore(project, read.PARLEY_DATABASE);
  const measured = prometheusTelemetry();
  const telemetry = await telemetryOf('api', read, measured.telemetry);
  const store = storeOf(db, telemetry);
  const scripts = scriptsOf(read, telemetry);
  const accounts = createAccounts(openFirestore(project, read.PARLEY_ACCOUNTS_DATABASE), telemetry);
  const publisher = createPublisher(openPubSub(project), telemetry);
  const ring = parseKeyRing(read.PARLEY_JWT_KEYS);
  const { FIREBASE_AUTH_EMULATOR_HOST } = process.env;
  const pageSignIn = readPageSignIn({ ...read, FIREBASE_AUTH_EMULATOR_HOST });
  const signIn = createSignIn({
    accounts,
    tokens: createSessionTokens({ ring, clock, ids }),
    passwords: createPasswordHasher({ ids }),
    clock,
    ids,
    ...(pageSignIn.firebase === undefined ? {} : { identity: createIdentity(openAuth(project), telemetry) }),
  });
  const seals = createSeals(ring);
  const runner = openRunner(telemetry);
  const app = createApi({
    signIn,
    accounts,
    seals,
    cursors: createInboxCursors(seals, store, await store.epoch()),
    store,
    scripts,
    uploads: createUploads({ runner, scripts, interests: store, clock }),
    trials: createTrials({ runner, scripts, inbox: store, settings: store, clock, ids }),
    send: bootstrap({
      store,
      publisher,
      clock,
      ids,
      telemetry,
      usersExist: async (userIds) => (await accounts.byIds(userIds)).length === userIds.length,
    }),
    publisher,
    clock,
    telemetry,
    metrics: (accept) => measured.metrics(accept),
    rates: {
      logins: perMinute(limits.loginsPerMinute),
      guesses: createGuesses(clock, limits.wrongPasswords),
      registrations: perMinute(registrationsPerMinute),
      sends: createRateLimiter({ clock, perSecond: limits.sendsPerSecond, burst: limits.sendBurst }),
      trials: createRateLimiter({ clock, perSecond: limits.trialsPerMinute / 60, burst: limits.trialBurst }),
    },
    proxies: Number(read.PARLEY_PROXIES),
    origins: listOf(read.PARLEY_ORIGINS),
    config: {
      apiUrl: read.PARLEY_API_URL,
      relayUrl: read.PARLEY_RELAY_URL,
      ...pageSignIn,
      limits: {
        messageBodyBytes: limits.messageBodyBytes,
        recipients: limits.recipients,
        scriptSourceBytes: limits.scriptSourceBytes,
      },
    },
  });
  return app;
}
