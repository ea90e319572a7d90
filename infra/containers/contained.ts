import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { stagesOf } from './dockerfile';

/** A guard against hanging, ms: starting takes seconds on a busy machine. */
const startMilliseconds = 120_000;

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** What a container's process left behind. */
export interface Ended {
  /** Its exit code; null when a signal ended it. */
  readonly code: number | null;
  /** How long it took from the signal to its end, ms. */
  readonly milliseconds: number;
}

/**
 * What a Dockerfile makes, started without Docker: the files that it copies, in a folder that nobody may write to, with its
 * variables, its words and its user, where the tests run as root and can become another. Only what it declares as volumes
 * and /tmp can be written to. The port is a free one, since others may have the image's.
 */
export class Contained {
  readonly #folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'parley-container-')));
  readonly #stage;
  #child: ChildProcess | null = null;
  #port = 0;
  #output = '';

  /**
   * @param root the repository's folder, in which the build stage's work was done (`node tools/image.mjs`)
   * @param dockerfile the Dockerfile, from there
   */
  constructor(root: string, dockerfile: string) {
    const stages = stagesOf(readFileSync(path.join(root, dockerfile), 'utf8'));
    const stage = (this.#stage = stages.at(-1)!);
    for (const { from, sources, target } of stage.copies) {
      const workdir = stages.find(({ name }) => name === from)!.workdir;
      for (const source of sources) {
        const here = path.join(root, path.posix.relative(workdir, source));
        const there = this.#inside(path.posix.resolve(stage.workdir, target));
        cpSync(here, there, { recursive: true });
      }
    }
    execFileSync('chmod', ['-R', 'a+rX,a-w', this.#folder]);
    for (const volume of stage.volumes) {
      chmodSync(this.#folder, 0o755);
      mkdirSync(this.#inside(volume), { recursive: true, mode: 0o700 });
      if (this.#becomesAnother) chownSync(this.#inside(volume), ...this.#user);
      chmodSync(this.#folder, 0o555);
    }
  }

  /** Where it listens. */
  get port(): number {
    return this.#port;
  }

  /** The last of what it wrote. */
  get output(): string {
    return this.#output;
  }

  /** A path of the container, on this machine. */
  #inside(place: string): string {
    return path.join(this.#folder, place);
  }

  get #becomesAnother(): boolean {
    return process.getuid?.() === 0;
  }

  get #user(): [number, number] {
    const [uid, gid] = this.#stage.user.split(':').map(Number);
    return [uid!, gid!];
  }

  /** A command of the image as it is run here: by its user, with Node of these tests. */
  #command(words: readonly string[]): readonly string[] {
    const [uid, gid] = this.#user;
    const [program, ...rest] = words.map((word) =>
      word.replace(this.#stage.environment['PORT']!, String(this.#port)),
    );
    if (program !== 'node') throw new TypeError(`The image starts ${program}, which these tests can't.`);
    const prefix = this.#becomesAnother
      ? [
          'setpriv',
          `--reuid=${uid}`,
          `--regid=${gid}`,
          '--clear-groups',
          '--no-new-privs',
          '--bounding-set=-all',
        ]
      : [];
    return [...prefix, process.execPath, ...rest];
  }

  #environment(more: Readonly<Record<string, string>>): Record<string, string> {
    const given = Object.entries(this.#stage.environment).map(([name, value]) => [
      name,
      this.#stage.volumes.includes(value) ? this.#inside(value) : value,
    ]);
    // Nothing of this machine's: what the image needs it has.
    const { PATH = '' } = process.env;
    return { ...Object.fromEntries(given), ...more, PATH, HOST: '127.0.0.1', PORT: String(this.#port) };
  }

  #spawn(words: readonly string[], more: Readonly<Record<string, string>> = {}): ChildProcess {
    const [program, ...rest] = this.#command(words);
    const cwd = this.#inside(this.#stage.workdir);
    return spawn(program!, rest, { cwd, env: this.#environment(more), stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** Starts it with these variables besides the image's, and waits until its health check says that it is well. */
  async start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
    this.#port = await freePort();
    const child = (this.#child = this.#spawn(this.#stage.command, environment));
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-20_000);
      });
    }
    const late = Date.now() + startMilliseconds;
    while (!(await this.isHealthy())) {
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > late)
        throw new Error(`It did not start:\n${this.#output}`);
      await wait(100);
    }
  }

  /** What the image's health check says now. */
  async isHealthy(): Promise<boolean> {
    const child = this.#spawn(this.#stage.healthcheck);
    return new Promise((resolve, reject) => {
      child.once('error', reject).once('exit', (code) => resolve(code === 0));
    });
  }

  /** Whether the container's user may write to a path of the container. */
  mayWrite(place: string): boolean {
    const script = 'const { accessSync } = require("node:fs"); accessSync(process.argv[1], 2)';
    const [program, ...rest] = this.#command(['node', '--eval', script, this.#inside(place)]);
    try {
      execFileSync(program!, rest, { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  }

  /** Sends it the signal that ends containers, and waits until it has ended. */
  async stop(): Promise<Ended> {
    const child = this.#child!;
    const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const from = performance.now();
    child.kill(this.#stage.stopSignal as NodeJS.Signals);
    return { code: await gone, milliseconds: performance.now() - from };
  }

  /** Ends it, if it still runs, and takes its files away. */
  remove(): void {
    if (this.#child?.exitCode === null && this.#child.signalCode === null) this.#child.kill('SIGKILL');
    execFileSync('chmod', ['-R', 'u+w', this.#folder]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
