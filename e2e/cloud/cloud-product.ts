import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { PubSub } from '@google-cloud/pubsub';
import { readPageSignIn } from '@parley/google';
import { startStorageServer, type StorageServer } from '../../infra/google/testing/storage-server';
import type { ProductUnderTest } from '../product';
import { CloudProcess, freePort } from './cloud-process';
import { startBalancer, startHosting, type Front } from './front';
import { layLine, type Line } from './line';
import { createPushTopic } from './topics';

/** The functions that Pub/Sub pushes to, each with the topic of its name. */
const pushed = [
  'jolie-exec',
  'auto-reply',
  'router',
  'jolie-exec-config',
  'auto-reply-config',
  'dead-letter',
] as const;
const relays = ['relay-1', 'relay-2'] as const;

/** The processes that a message runs through. */
const parts = ['api', ...relays, 'jolie-exec', 'auto-reply', 'router'] as const;
export type Part = (typeof parts)[number];

/** The project that `tools/emulators.mjs` starts the emulator of Auth with. */
const authProject = 'demo-parley';

/** What a strike ends, in turn: a process, or the lines between Pub/Sub and all who receive from it. */
const struck = ['relay-1', 'jolie-exec', 'lines', 'router', 'relay-2', 'auto-reply', 'api'] as const;
/** How long the lines stay cut, ms: deliveries fail meanwhile, and what the relays acknowledge does not arrive. */
const cutMilliseconds = 2_000;

/**
 * The whole product as it runs on Google Cloud, on the emulators that the environment names: each function in a process of
 * functions-framework, two relays, and what stands before them. The bundles of `npm run build:functions` must be there.
 */
export class CloudProduct implements ProductUnderTest {
  /** The processes that a message runs through, by name. */
  readonly parts = parts;
  readonly #processes = new Map<string, CloudProcess>();
  /** From Pub/Sub to the functions, and from the relays to Pub/Sub. */
  readonly #lines: Line[] = [];
  readonly #projectId: string;
  #storage: StorageServer | null = null;
  #balancer: Front | null = null;
  #hosting: Front | null = null;

  /**
   * @param root the repository's folder
   * @param signIn how people may sign in; with more than `password` FIREBASE_AUTH_EMULATOR_HOST names who vouches for them
   */
  constructor(
    private readonly root: string,
    private readonly signIn = 'password',
  ) {
    // The emulator of Auth knows one project by every API key.
    this.#projectId = signIn === 'password' ? `demo-${randomUUID().slice(0, 13)}` : authProject;
  }

  /** Where the page is. */
  get url(): string {
    return this.#hosting?.url ?? '';
  }

  /** Where the API and the relays are. */
  get entrance(): string {
    return this.#balancer?.url ?? '';
  }

  /** Starts what does not run. */
  async start(): Promise<void> {
    if (this.#hosting === null) await this.#make();
    for (const line of this.#lines) line.mend();
    // One after the other would be slow, all at once slower on a machine with two cores.
    const waiting = [...this.#processes.values()].filter(({ isRunning }) => !isRunning);
    await Promise.all(
      [0, 1, 2].map(async (lane) => {
        for (const each of waiting.filter((_, i) => i % 3 === lane)) await each.start();
      }),
    );
  }

  /** Ends every process without a warning. */
  async kill(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((each) => each.end()));
  }

  /** Ends one of the processes without a warning, or cuts the lines: something else in each round. */
  async strike(round: number): Promise<void> {
    const name = struck[round % struck.length]!;
    if (name !== 'lines') return void (await this.end(name, 'SIGKILL'));
    this.cutLines();
    await wait(cutMilliseconds);
  }

  /**
   * Ends one of the {@link parts}, and waits until it is gone; `start` brings it back. Resolves with whether it ended as it
   * was told, in the time that its platform gives it.
   */
  end(part: Part, signal: 'SIGKILL' | 'SIGTERM'): Promise<boolean> {
    return this.#processes.get(part)!.end(signal);
  }

  /** Lets one of the {@link parts} hang, with all its connections, until it goes on. */
  hang(part: Part): void {
    this.#processes.get(part)!.hang();
  }

  goOn(part: Part): void {
    this.#processes.get(part)!.goOn();
  }

  /** Cuts the lines between Pub/Sub and all who receive from it; `start` mends them. */
  cutLines(): void {
    for (const line of this.#lines) line.cut();
  }

  /** Lets the relays drain, and ends everything. */
  async stop(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((each) => each.end('SIGTERM')));
    for (const line of this.#lines) await line.close();
    await this.#hosting?.close();
    await this.#balancer?.close();
    await this.#storage?.close();
  }

  /** The last lines of every process, for whoever looks for what went wrong. */
  outputs(): string {
    return [...this.#processes.values()].map(({ name, output }) => `--- ${name}\n${output}`).join('\n');
  }

  async #make(): Promise<void> {
    const projectId = this.#projectId;
    const storage = (this.#storage = await startStorageServer());
    const hosting = (this.#hosting = await startHosting(path.join(this.root, 'web/dist'), () => ({
      apiUrl: `${this.entrance}/api`,
      relayUrl: `${this.entrance.replace('http', 'ws')}/ws`,
      ...readPageSignIn({ ...process.env, PARLEY_SIGN_IN: this.signIn }),
      limits: { messageBodyBytes: 65_536, recipients: 256, scriptSourceBytes: 65_536 },
    })));
    const environment = {
      GOOGLE_CLOUD_PROJECT: projectId,
      STORAGE_EMULATOR_HOST: storage.url,
      PARLEY_SCRIPTS_BUCKET: 'scripts',
      PARLEY_DEAD_LETTERS_BUCKET: 'dead-letters',
      PARLEY_JWT_KEYS: `k1:${randomBytes(32).toString('base64url')}`,
      PARLEY_RELAY_URL: '/ws',
      PARLEY_SIGN_IN: this.signIn,
      PARLEY_ORIGINS: hosting.url,
      HOST: '127.0.0.1',
      NODE_ENV: 'production',
    };
    const framework = path.join(
      this.root,
      'node_modules/@google-cloud/functions-framework/build/src/main.js',
    );
    const add = async (name: string, folder: string, command: readonly string[], more = {}) => {
      const port = await freePort();
      const cwd = path.join(this.root, 'build/cloud', folder);
      this.#processes.set(name, new CloudProcess(name, port, command, cwd, { ...environment, ...more }));
      return port;
    };
    const lineTo = async (port: number) => {
      const line = await layLine(port);
      this.#lines.push(line);
      return line.port;
    };
    const asFunction = (name: string, signature: string) => [
      framework,
      `--target=${name}`,
      `--signature-type=${signature}`,
    ];
    const pubsub = new PubSub({ projectId });
    for (const name of pushed) {
      const port = await add(name, name, asFunction(name, 'cloudevent'));
      await createPushTopic(pubsub, name, await lineTo(port));
    }
    await pubsub.close();
    const apiPort = await add('api', 'api', asFunction('api', 'http'));
    const relayPorts: number[] = [];
    for (const name of relays) {
      const pubsubPort = await lineTo(Number(new URL(`http://${process.env['PUBSUB_EMULATOR_HOST']}`).port));
      const line = { PUBSUB_EMULATOR_HOST: `127.0.0.1:${pubsubPort}` };
      relayPorts.push(await add(name, 'relay', ['index.mjs'], line));
    }
    this.#balancer = await startBalancer(apiPort, relayPorts);
  }
}
