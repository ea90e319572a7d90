import { createHmac, randomUUID } from 'node:crypto';
import { open } from '../../client/socket';
import { signingKey, type Product } from '../../product/product';

/** Whose session a token speaks for. */
export interface Spoken {
  readonly sub: string;
  readonly name: string;
  readonly sid: string;
}

/** What a token has otherwise than the product makes them. */
export interface Forged {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly key?: Buffer;
  readonly hash?: string;
}

export const b64 = (json: unknown) => Buffer.from(JSON.stringify(json)).toString('base64url');
export const secondsNow = () => Math.floor(Date.now() / 1000);

/** A token as the product makes them, for this session, with these differences; signed with the product's own key unless said. */
export function forge(of: Spoken, forged: Forged = {}): string {
  const { header = {}, claims = {}, key = signingKey, hash = 'sha256' } = forged;
  const now = secondsNow();
  const all = {
    ...of,
    iat: now - 10,
    exp: now + 3_000,
    iss: 'parley',
    aud: 'parley-session',
    jti: randomUUID(),
    ...claims,
  };
  const signed = `${b64({ alg: 'HS256', typ: 'JWT', kid: 'lab', ...header })}.${b64(all)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

/** What a genuine token of the person says of its session. */
export function sessionOf(token: string): Spoken {
  const { sub, name, sid } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Spoken;
  return { sub, name, sid };
}

/** Whether the token opens any of the doors: the interface, its renewal, a socket. */
export async function doorsOpenedBy(product: Product, token: string): Promise<string[]> {
  const opened: string[] = [];
  const headers = { authorization: `Bearer ${token}` };
  if ((await product.call('GET', '/api/account', { headers })).status === 200) opened.push('the interface');
  if ((await product.call('POST', '/api/refresh', { headers })).status === 200) opened.push('renewal');
  try {
    const client = open(product.url, ['parley.v1', `bearer.${token}`]);
    if ((await client.frame('Welcome')) !== null) opened.push('a socket');
    client.socket.terminate();
  } catch {
    // What is no token of HTTP can't even be offered as a subprotocol.
  }
  return opened;
}
