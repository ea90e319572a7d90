import { spawn, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A port of the loopback interface that nobody listens on now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** A guard against hanging: loading a function takes seconds on a busy machine. */
const mostTries = 1_200;

/** How long Cloud Run waits after SIGTERM before it ends a process itself, ms. */
const platformMilliseconds = 10_000;

/** One process of the product in the cloud, on a port that stays its own. */
export class CloudProcess {
  #child: ChildProcess | null = null;
  #output = '';

  constructor(
    readonly name: string,
    readonly port: number,
    private readonly command: readonly string[],
    private readonly folder: string,
    private readonly environment: Readonly<Record<string, string>>,
  ) {}

  get isRunning(): boolean {
    const child = this.#child;
    return child !== null && child.exitCode === null && child.signalCode === null;
  }

  /** The last of what it wrote. */
  get output(): string {
    return this.#output;
  }

  /** Starts it unless it runs, and waits until it listens. */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const child = spawn(process.execPath, [...this.command], {
      cwd: this.folder,
      env: { ...process.env, ...this.environment, PORT: String(this.port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-20_000);
      });
    }
    for (let tries = 0; !(await listens(this.port)); tries++) {
      if (!this.isRunning || tries === mostTries) {
        throw new Error(`${this.name} did not start:\n${this.#output}`);
      }
      await wait(50);
    }
  }

  /**
   * Ends it, without a warning unless said otherwise, and waits until it is gone. Who does not end by itself when it is asked
   * to is ended, as by its platform. Resolves with whether it ended as it was told.
   */
  async end(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<boolean> {
    const child = this.#child;
    if (child === null || !this.isRunning) return true;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const force = setTimeout(() => child.kill('SIGKILL'), platformMilliseconds);
    await gone;
    clearTimeout(force);
    return signal === 'SIGKILL' || child.signalCode !== 'SIGKILL';
  }

  /** Lets it hang, with all its connections, until it goes on. */
  hang(): void {
    this.#child?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child?.kill('SIGCONT');
  }
}
