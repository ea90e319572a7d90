import path from 'node:path';
import {
  createGuesses,
  createInboxCursors,
  createPasswordHasher,
  createRateLimiter,
  createSeals,
  createSessionTokens,
  createSignIn,
  parseKeyRing,
  type GuessLimits,
  type PasswordCost,
} from '@parley/accounts';
import { createApi } from '@parley/api';
import { openEmbedded, type Embedded } from '@parley/embedded';
import { limits } from '@parley/envelope';
import { createTrials, createUploads, WorkerRunner } from '@parley/automation';
import { bootstrap, createNotify } from '@parley/pipeline';
import type { Clock, Ids, Telemetry } from '@parley/ports';
import { createOperations, type Series } from '@parley/observability';
import { createRelay } from '@parley/relay';
import { serve } from './http-server';
import { runJanitor } from './janitor';
import { keptKeyRing } from './key-file';
import { pageRoutes } from './page';
import { createSamples } from './samples/samples';
import { runStages } from './stages';

export interface ServerOptions {
  /** Where the data is kept; made when missing. */
  readonly directory: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly telemetry: Telemetry;
  /** The bundled program of the workers that run scripts. */
  readonly workerFile: string;
  /** The built web page; without it there is none. */
  readonly webDirectory?: string;
  /** The key ring for session tokens; kept with the data when it is not given. */
  readonly keys?: string;
  /** Origins of pages on other hosts that may connect. */
  readonly origins?: readonly string[];
  /** How many proxies stand before this server, whose word about a caller's address counts; none unless said. */
  readonly proxies?: number;
  readonly passwordCost?: PasswordCost;
  readonly loginsPerMinute?: number;
  readonly registrationsPerMinute?: number;
  readonly wrongPasswords?: GuessLimits;
  readonly sendsPerSecond?: number;
  readonly sendBurst?: number;
  readonly framesPerSecond?: number;
  readonly trialsPerMinute?: number;
  /** What was measured as numbers, for the operators' page. */
  readonly series?: () => Promise<readonly Series[]>;
  /** What was measured, for `/metrics`. */
  readonly metrics?: (accept?: string) => Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface RunningServer {
  /** Where it is served, without a slash at the end. */
  readonly url: string;
  /** The adapters it runs on, for whoever measures or examines it. */
  readonly embedded: Embedded;
  /** Sends the clients away, ends what is under way, and gives the data back. */
  close(): Promise<void>;
}

const perMinute = (clock: Clock, most: number) =>
  createRateLimiter({ clock, perSecond: most / 60, burst: most });

/** Everything in one process on one port. Rejects with an error that says what to do when it can't be started. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { directory, clock, ids, telemetry, metrics } = options;
  // Closed in the opposite order, whether the start fails halfway or the server ends.
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const embedded = openEmbedded({ directory, clock, ids, telemetry });
    closers.push(() => embedded.close());
    const { accounts, bus, scripts, store } = embedded;

    const ring = parseKeyRing(options.keys ?? (await keptKeyRing(directory, ids)));
    const passwords = createPasswordHasher({
      ids,
      ...(options.passwordCost === undefined ? {} : { cost: options.passwordCost }),
    });
    const tokens = createSessionTokens({ ring, clock, ids });
    const seals = createSeals(ring);
    const cursors = createInboxCursors(seals, store, await store.epoch());

    const runner = new WorkerRunner({ workerFile: options.workerFile, clock, telemetry });
    closers.push(() => runner.close());
    // What people try and upload waits for workers of its own: no message waits behind it.
    const trialRunner = new WorkerRunner({ workerFile: options.workerFile, clock, telemetry, size: 1 });
    closers.push(() => trialRunner.close());
    const uploads = createUploads({ runner: trialRunner, scripts, interests: store, clock });
    const trials = createTrials({ runner: trialRunner, scripts, inbox: store, settings: store, clock, ids });
    const stages = await runStages({ bus, store, scripts, uploads, runner, clock, telemetry });
    closers.push(() => stages.close());
    await embedded.takeIn();

    const janitor = runJanitor({ store, accounts, bus, clock, telemetry });
    closers.push(() => janitor.close());

    const operations = await createOperations({ clock, bus, series: options.series ?? (async () => []) });
    closers.push(async () => operations.close());

    const send = bootstrap({
      store,
      publisher: bus,
      clock,
      ids,
      telemetry,
      usersExist: async (userIds) => (await accounts.byIds(userIds)).length === userIds.length,
    });
    const samples = createSamples({ accounts, upload: uploads.upload, send, ids });
    const signIn = createSignIn({ accounts, tokens, passwords, identity: samples.identity, clock, ids });
    const sends = createRateLimiter({
      clock,
      perSecond: options.sendsPerSecond ?? limits.sendsPerSecond,
      burst: options.sendBurst ?? limits.sendBurst,
    });
    const trialRate = createRateLimiter({
      clock,
      perSecond: (options.trialsPerMinute ?? limits.trialsPerMinute) / 60,
      burst: options.trialsPerMinute ?? limits.trialBurst,
    });
    const relay = await createRelay({
      signIn,
      cursors,
      store,
      bus,
      send,
      notify: createNotify({ store, publisher: bus, clock }),
      upload: uploads.upload,
      sends,
      trials: trialRate,
      clock,
      ids,
      telemetry,
      origins: options.origins ?? [],
      ...(options.framesPerSecond === undefined ? {} : { framesPerSecond: options.framesPerSecond }),
    });
    closers.push(() => relay.close());

    const app = createApi({
      operations,
      signIn,
      accounts,
      seals,
      cursors,
      store,
      scripts,
      uploads,
      trials,
      send,
      publisher: bus,
      clock,
      telemetry,
      ...(options.proxies === undefined ? {} : { proxies: options.proxies }),
      rates: {
        logins: perMinute(clock, options.loginsPerMinute ?? limits.loginsPerMinute),
        guesses: createGuesses(clock, options.wrongPasswords ?? limits.wrongPasswords),
        registrations: perMinute(clock, options.registrationsPerMinute ?? registrationsPerMinute),
        sends,
        trials: trialRate,
      },
      ...(metrics === undefined
        ? {}
        : {
            async metrics(accept) {
              await embedded.measure();
              return metrics(accept);
            },
          }),
      samples: samples.offered,
      config: {
        apiUrl: '/api',
        relayUrl: '/ws',
        signIn: ['password'],
        limits: {
          messageBodyBytes: limits.messageBodyBytes,
          recipients: limits.recipients,
          scriptSourceBytes: limits.scriptSourceBytes,
        },
      },
    });
    if (options.webDirectory !== undefined) app.use(pageRoutes(path.resolve(options.webDirectory)));

    const http = await serve({ listener: app, relay, port: options.port, host: options.host, clock });
    // The relay's sockets are connections, too: they end first, then the server can.
    const relayCloser = closers.pop()!;
    closers.push(async () => {
      const ended = http.close();
      await relayCloser();
      await ended;
    });
    return { url: http.url, embedded, close };
  } catch (failure) {
    await close();
    throw failure;
  }
}

/** Registrations from one address in a minute: a household or an office may arrive together. */
const registrationsPerMinute = 10;
