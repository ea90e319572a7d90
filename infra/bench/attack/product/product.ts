import { fork, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { request, type Answer, type Call } from '../client/http';
import { connect, type Client } from '../client/socket';
import type { Answered, Asked, ProductOptions, Start } from './protocol';

/** The built files of which the product is made. */
export interface Built {
  readonly productFile: string;
  readonly workerFile: string;
  readonly webDirectory: string;
}

/** Somebody with an account. */
export interface Person {
  readonly id: number;
  readonly username: string;
  readonly password: string;
  readonly token: string;
}

/** The keys by which session tokens are signed: known here, so that what a stolen or confused key could make is tried. */
export const signingKey = Buffer.from('the laboratory signs with this: 42');
/** Wrong passwords that nobody is kept from. */
export const noLimit = {
  ofNetwork: { atOnce: 1_000_000, perHour: 1 },
  ofAccount: { atOnce: 1_000_000, perHour: 1 },
};
/** The same as an entry of a ring. */
export const labKey = `lab:${signingKey.toString('base64url')}`;
const usual: ProductOptions = {
  keys: labKey,
  passwordCost: { log2N: 4, r: 8, p: 1 },
  loginsPerMinute: 1_000_000,
  registrationsPerMinute: 1_000_000,
  wrongPasswords: noLimit,
  sendsPerSecond: 10_000,
  sendBurst: 10_000,
  trialsPerMinute: 1_000_000,
};

/** A running product under attack. */
export interface Product {
  readonly url: string;
  /** The folder of its data. */
  readonly directory: string;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** Registers somebody new. */
  person(): Promise<Person>;
  /** Connects, and waits for the welcome. */
  connect(person: Person): Promise<Client>;
  ask<A extends Asked>(asked: A): Promise<Answered<A>>;
  /** Starts one more, of the same files, with other options. Rejects when it does not start. */
  another(options: Partial<ProductOptions>): Promise<Product>;
  /** Whether the process runs. */
  isAlive(): boolean;
  close(): Promise<void>;
}

let people = 0;
const nextName = () => `person-${process.pid}-${(people += 1)}`;

/** Starts the product in a process of its own, on loopback, with data of its own. Rejects when it does not start. */
export async function startProduct(built: Built, options: Partial<ProductOptions> = {}): Promise<Product> {
  const directory = await mkdtemp(path.join(tmpdir(), 'parley-attack-'));
  // A copy of the page, so that what an attack leaves beside it is gone with the rest.
  const webDirectory = path.join(directory, 'web', 'dist');
  await cp(built.webDirectory, webDirectory, { recursive: true });
  const start: Start = {
    workerFile: built.workerFile,
    webDirectory,
    directory: path.join(directory, 'data'),
    options: { ...usual, ...options },
  };
  const child = fork(built.productFile, [JSON.stringify(start)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4_000)));
  const close = async () => {
    await ended(child);
    await rm(directory, { recursive: true, force: true });
  };
  try {
    const { url } = await nextMessage<{ url: string }>(child);
    const product: Product = {
      url,
      directory: start.directory,
      call: (method, address, call) => request(url, method, address, call),
      async person() {
        const username = nextName();
        const password = `${username} knows it`;
        const answer = await product.call('POST', '/api/register', { json: { username, password } });
        if (answer.status !== 201) throw new Error(`${username} could not register: ${answer.text}`);
        const { token, user } = answer.json as unknown as { token: string; user: { id: number } };
        return { id: user.id, username, password, token };
      },
      connect: ({ token }) => connect(url, token),
      async ask<A extends Asked>(asked: A) {
        const answer = nextMessage<{ answered: Answered<A> } | { failure: string }>(child);
        child.send(asked);
        const told = await answer;
        if ('failure' in told) throw new Error(`the product could not ${asked.kind}: ${told.failure}`);
        return told.answered;
      },
      another: (others) => startProduct(built, { ...options, ...others }),
      isAlive: () => child.exitCode === null && child.signalCode === null,
      close,
    };
    return product;
  } catch (failure) {
    await close();
    throw new Error(`The product did not start: ${errors}`, { cause: failure });
  }
}

function nextMessage<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`the process ended (${code})`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as T);
    });
  });
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
