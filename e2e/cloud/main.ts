import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import { decodeServerFrame, encodeFrame } from '@parley/envelope';
import { pingAndSpam, sevenAndThree } from '../scripts';
import { CloudProduct } from './cloud-product';

/** People of the seed, each with a script; their password is the same. */
const password = 'parley on emulators';
const people = [
  { name: 'ada', script: pingAndSpam },
  { name: 'ben', script: sevenAndThree('seven, says the script of ben') },
] as const;

interface SignedIn {
  readonly token: string;
  readonly user: { readonly id: number };
}

async function call<T>(
  product: CloudProduct,
  path: string,
  options: { method?: string; token?: string; json?: unknown; text?: string },
) {
  const { method = 'GET', token, json, text } = options;
  const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
  const response = await fetch(`${product.entrance}${path}`, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined
        ? {}
        : { 'content-type': text === undefined ? 'application/json' : 'text/plain' }),
    },
    ...(body === undefined ? {} : { body }),
  });
  if (!response.ok)
    throw new Error(`${method} ${path} was answered ${response.status}: ${await response.text()}`);
  return (response.status === 204 ? null : await response.json()) as T;
}

/** Two people, each with a script that is switched on. */
async function seed(product: CloudProduct): Promise<SignedIn[]> {
  const signedIn: SignedIn[] = [];
  for (const { name, script } of people) {
    const one = await call<SignedIn>(product, '/api/register', {
      method: 'POST',
      json: { username: name, password },
    });
    const upload = () =>
      call(product, '/api/scripts/recv', { method: 'PUT', token: one.token, text: script });
    // The first check of a script starts its worker, which on a busy machine takes longer than a check may.
    await upload().catch(upload);
    signedIn.push(one);
  }
  return signedIn;
}

/** Sends ada a message for her script, and resolves with what it answered, over a socket. */
async function check(product: CloudProduct, [ada, ben]: readonly SignedIn[]): Promise<string> {
  const socket = new WebSocket(`${product.entrance.replace('http', 'ws')}/ws`, [
    'parley.v1',
    `bearer.${ben!.token}`,
  ]);
  const answered = new Promise<string>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const decoded = decodeServerFrame(data.toString('utf8'));
      if (!decoded.ok) return reject(new Error(decoded.reason));
      const { frame } = decoded;
      if (frame.$type === 'Welcome') socket.send(encodeFrame({ $type: 'Resume', after: null }));
      if (frame.$type === 'ReceiveMessage' && frame.fromAutoReply) resolve(frame.msg);
    });
  });
  await call(product, '/api/messages', {
    method: 'POST',
    token: ben!.token,
    json: { messageBody: '!ping', recipientIds: [ada!.user.id] },
  });
  const answer = await Promise.race([answered, wait(120_000).then(() => null)]);
  socket.close();
  if (answer === null) throw new Error(`Ada’s script did not answer.\n${product.outputs()}`);
  return answer;
}

/** `npm run emulators`: everything on the emulators that the environment names, seeded, until it is told to end. */
async function main(): Promise<void> {
  const product = new CloudProduct(process.cwd(), process.env['PARLEY_SIGN_IN'] ?? 'password');
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  try {
    await product.start();
    const signedIn = await seed(product);
    console.log(`The page is at ${product.url}, the API and the relays at ${product.entrance}.`);
    console.log(`Sign in as ${people.map(({ name }) => name).join(' or ')} with the password “${password}”.`);
    if (process.argv.includes('--check')) {
      console.log(`A message went through a script, which answered “${await check(product, signedIn)}”.`);
    } else await ended;
  } finally {
    await product.stop();
  }
}

main().then(
  () => process.exit(0),
  (failure: unknown) => {
    console.error(failure);
    process.exit(1);
  },
);
