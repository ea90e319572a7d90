import type { RequestListener } from 'node:http';
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
import { createApi } from '@parley/api';
import { activeScripts, createTrials, createUploads, WorkerRunner } from '@parley/automation';
import { limits } from '@parley/envelope';
import {
  archiveDeadLetters,
  cloudTelemetry,
  createAccounts,
  createDeadLetterArchive,
  createFailures,
  createIdentity,
  createPublisher,
  createScripts,
  createStore,
  GoogleTopics,
  listOf,
  openAuth,
  openBucket,
  openFirestore,
  openPubSub,
  pushHandler,
  readConfiguration,
  readPageSignIn,
  systemClock as clock,
  systemIds as ids,
  type Pushed,
} from '@parley/google';
import { prometheusTelemetry } from '@parley/observability';
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

const telemetry = () => cloudTelemetry(clock, (line) => process.stdout.write(line));

const projectSettings = { GOOGLE_CLOUD_PROJECT: null } as const;
const storeSettings = { ...projectSettings, PARLEY_DATABASE: '(default)' } as const;
const scriptSettings = { ...storeSettings, PARLEY_SCRIPTS_BUCKET: null } as const;

const configuration = <T extends Readonly<Record<string, string | null>>>(settings: T) =>
  readConfiguration(process.env, settings);

const databaseOf = (read: { readonly GOOGLE_CLOUD_PROJECT: string; readonly PARLEY_DATABASE: string }) =>
  openFirestore(read.GOOGLE_CLOUD_PROJECT, read.PARLEY_DATABASE);

type Database = ReturnType<typeof databaseOf>;

const storeOf = (db: Database) => createStore(db, { clock, ids });

const scriptsOf = (read: { readonly GOOGLE_CLOUD_PROJECT: string; readonly PARLEY_SCRIPTS_BUCKET: string }) =>
  createScripts(openBucket(read.GOOGLE_CLOUD_PROJECT, read.PARLEY_SCRIPTS_BUCKET), { clock, ids });

/** The program of the workers that run scripts lies beside the bundle. */
const openRunner = (log: Telemetry) =>
  new WorkerRunner({
    workerFile: fileURLToPath(new URL('./worker.mjs', import.meta.url)),
    clock,
    telemetry: log,
  });

const pushed = (project: string, db: Database, name: string, handler: MessageHandler): CloudFunction =>
  pushHandler(name, handler, {
    publisher: createPublisher(openPubSub(project)),
    telemetry: telemetry(),
    failures: createFailures(db, { clock }),
  });

const pushedStage = (project: string, db: Database, stage: Stage): CloudFunction =>
  pushed(project, db, stage.name, runStage(stage, { clock, telemetry: telemetry() }));

/** The stage that runs scripts: topic `jolie-exec`. */
export function openJolieExec(): CloudFunction {
  const read = configuration(scriptSettings);
  const db = databaseOf(read);
  const activeScript = activeScripts(scriptsOf(read), clock, scriptsMaxAgeMilliseconds);
  const stage = jolieExec({ activeScript, store: storeOf(db), runner: openRunner(telemetry()), clock });
  return pushedStage(read.GOOGLE_CLOUD_PROJECT, db, stage);
}

/** The stage of fixed replies: topic `auto-reply`. */
export function openAutoReply(): CloudFunction {
  const read = configuration(storeSettings);
  const db = databaseOf(read);
  return pushedStage(read.GOOGLE_CLOUD_PROJECT, db, autoReply({ store: storeOf(db) }));
}

/** The end of every message's way: topic `router`. */
export function openRouter(): CloudFunction {
  const read = configuration(storeSettings);
  const db = databaseOf(read);
  return pushedStage(read.GOOGLE_CLOUD_PROJECT, db, router({ store: storeOf(db), clock }));
}

/** Switches scripts on and off from outside: topic `jolie-exec-config`. */
export function openJolieExecConfig(): CloudFunction {
  const read = configuration(scriptSettings);
  const db = databaseOf(read);
  const uploads = createUploads({
    // Nothing is uploaded here.
    runner: { check: async () => [] },
    scripts: scriptsOf(read),
    interests: storeOf(db),
    clock,
  });
  const handler = runConfig(jolieExecConfig(uploads), { telemetry: telemetry() });
  return pushed(read.GOOGLE_CLOUD_PROJECT, db, 'jolie-exec-config', handler);
}

/** Sets fixed replies from outside: topic `auto-reply-config`. */
export function openAutoReplyConfig(): CloudFunction {
  const read = configuration(storeSettings);
  const db = databaseOf(read);
  const handler = runConfig(autoReplyConfig({ store: storeOf(db), clock }), { telemetry: telemetry() });
  return pushed(read.GOOGLE_CLOUD_PROJECT, db, 'auto-reply-config', handler);
}

/** Archives what was put aside, by a stage or by Pub/Sub: topic `dead-letter`. */
export function openDeadLetter(): CloudFunction {
  const read = configuration({ ...storeSettings, PARLEY_DEAD_LETTERS_BUCKET: null });
  const bucket = openBucket(read.GOOGLE_CLOUD_PROJECT, read.PARLEY_DEAD_LETTERS_BUCKET);
  const archive = createDeadLetterArchive(bucket, { clock });
  return pushHandler(
    deadLetterTopic,
    archiveDeadLetters(archive, createFailures(databaseOf(read), { clock })),
    {
      publisher: { publish: async () => {} },
      telemetry: telemetry(),
    },
  );
}

/** Takes away what was kept long enough: topic `janitor`, to which a scheduler publishes every hour. */
export function openJanitor(): CloudFunction {
  const read = configuration({ ...storeSettings, PARLEY_ACCOUNTS_DATABASE: 'accounts' });
  const db = databaseOf(read);
  const project = read.GOOGLE_CLOUD_PROJECT;
  const accounts = createAccounts(openFirestore(project, read.PARLEY_ACCOUNTS_DATABASE));
  const log = telemetry();
  const bus = new GoogleTopics(openPubSub(project), clock, log);
  const store = storeOf(db);
  return async () => {
    const { records, sessions, relays } = await sweep({ store, accounts, bus, clock });
    log.log('INFO', 'The janitor came', { records, sessions, relays });
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
  const db = databaseOf(read);
  const project = read.GOOGLE_CLOUD_PROJECT;
  const store = storeOf(db);
  const scripts = scriptsOf(read);
  const accounts = createAccounts(openFirestore(project, read.PARLEY_ACCOUNTS_DATABASE));
  const publisher = createPublisher(openPubSub(project));
  const ring = parseKeyRing(read.PARLEY_JWT_KEYS);
  const { FIREBASE_AUTH_EMULATOR_HOST } = process.env;
  const pageSignIn = readPageSignIn({ ...read, FIREBASE_AUTH_EMULATOR_HOST });
  const signIn = createSignIn({
    accounts,
    tokens: createSessionTokens({ ring, clock, ids }),
    passwords: createPasswordHasher({ ids }),
    clock,
    ids,
    ...(pageSignIn.firebase === undefined ? {} : { identity: createIdentity(openAuth(project)) }),
  });
  const seals = createSeals(ring);
  const measured = prometheusTelemetry();
  const log = { ...telemetry(), ...measured.telemetry };
  const runner = openRunner(log);
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
      telemetry: log,
      usersExist: async (userIds) => (await accounts.byIds(userIds)).length === userIds.length,
    }),
    publisher,
    clock,
    telemetry: log,
    metrics: () => measured.metrics(),
    rates: {
      logins: perMinute(limits.loginsPerMinute),
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
