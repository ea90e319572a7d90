import { spawn, type ChildProcess } from 'node:child_process';
import { CloudProduct } from './cloud/cloud-product';

/** The product under test, wherever it runs. */
export interface ProductUnderTest {
  /** Where the page is, without a slash at the end; the same after each restart. */
  readonly url: string;
  /** Where programs find the API and the relay. */
  readonly entrance: string;
  /** Starts what does not run, and waits until it listens. */
  start(): Promise<void>;
  /** Ends all of it without a warning, as a power cut would. */
  kill(): Promise<void>;
  /** Ends a part of it without a warning, another one in each round; `start` brings it back. */
  strike(round: number): Promise<void>;
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
}

/** Whether the tests are run against the product in the cloud: on emulators, each function in a process of its own. */
const isCloud = process.env['PARLEY_E2E'] === 'cloud';

/** What a user switches on holds for every message accepted so much later, ms; and a while, for the way. */
export const untilSwitchedOn = isCloud ? 5_500 : 1_500;

/**
 * When nothing has arrived for so long (ms), nothing more will: what a process left that was ended is delivered again
 * sooner.
 */
export const quietMilliseconds = isCloud ? 40_000 : 2_000;

/**
 * The product as PARLEY_E2E says: `cloud`, or on one machine.
 * @param root the repository's folder
 * @param data the folder that the product on one machine keeps its data in
 */
export const openProduct = (root: string, data: string): ProductUnderTest =>
  isCloud ? new CloudProduct(root) : new Product(root, data);

/** The whole product as its users start it: a process of its own, on a port and data of its own. */
export class Product implements ProductUnderTest {
  #process: ChildProcess | null = null;
  #url = '';

  /**
   * @param root the repository's folder
   * @param data the folder that the product keeps its data in; it outlives every kill
   * @param environment more variables for the process
   */
  constructor(
    private readonly root: string,
    private readonly data: string,
    private readonly environment: Readonly<Record<string, string>> = {},
  ) {}

  /** Where it listens, without a slash at the end; the same after each restart. */
  get url(): string {
    return this.#url;
  }

  get entrance(): string {
    return this.#url;
  }

  /** Starts the process and waits until it says where it listens. Rejects with its own words when it ends instead. */
  async start(): Promise<void> {
    const port = this.#url === '' ? '0' : new URL(this.#url).port;
    const child = spawn(process.execPath, ['tools/start.mjs'], {
      cwd: this.root,
      env: { ...process.env, ...this.environment, PORT: port, PARLEY_DATA: this.data },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-10_000)));
    this.#url = await new Promise<string>((resolve, reject) => {
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const address = /^(http:\/\/\S+?)\/?$/m.exec(output);
        if (address !== null && output.includes('\n')) resolve(address[1]!);
      });
      child.once('exit', (code) =>
        reject(new Error(`The product ended (${code}) before it listened:\n${errors}`)),
      );
    });
  }

  /** Ends the process without a warning, as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** The process is all there is. */
  async strike(): Promise<void> {
    await this.kill();
  }

  /** Asks the process to end, and waits until it has. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Lets the process hang, with all its connections, until it goes on. */
  hang(): void {
    this.#process?.kill('SIGSTOP');
  }

  goOn(): void {
    this.#process?.kill('SIGCONT');
  }

  /** The id of the process; null while there is none. */
  get pid(): number | null {
    return this.#process?.pid ?? null;
  }

  async #end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
