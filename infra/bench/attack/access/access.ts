import type { Answer, Call } from '../client/http';
import { pause } from '../client/pause';
import type { Person, Product } from '../product/product';

/** Who asks: the one it belongs to, somebody else with an account, an operator, or nobody that the product knows. */
export const callers = ['owner', 'other', 'operator', 'nobody'] as const;
export type Caller = (typeof callers)[number];

/** Who may. `product`: only the product itself, whoever asks from outside. */
export const rights = {
  own: ['owner'],
  'signed-in': ['owner', 'other', 'operator'],
  anybody: callers,
  operators: ['operator'],
  product: [],
} as const satisfies Record<string, readonly Caller[]>;
export type Right = keyof typeof rights;

/** Somebody's things, which others try to get at. */
export interface World {
  readonly product: Product;
  readonly owner: Person;
  /** The session of the owner. */
  readonly sid: string;
  /** Stands in everything that the owner wrote. */
  readonly secret: string;
  /** Shares a conversation with the owner. */
  readonly friend: Person;
  readonly messageUid: string;
  readonly conversation: string;
  /** The version of the owner's `recv` script. */
  readonly version: string;
}

/** One who asks. */
export interface Asking {
  /** Null for nobody. */
  readonly person: Person | null;
  readonly call: (method: string, path: string, call?: Call) => Promise<Answer>;
  /** The headers that go with a socket's handshake. */
  readonly headers: Record<string, string>;
}

/** One operation, and how one sees whether somebody got at the owner's things by it. */
export interface Access {
  /** `METHOD /path` as the interface's description has it; `frame NAME`; `topic NAME`. */
  readonly operation: string;
  readonly object: string;
  readonly right: Right;
  /** Does it as somebody; true when it was done to the owner's things, or where they are nobody's, done at all. */
  reaches(world: World, asking: Asking): Promise<boolean>;
}

let worlds = 0;

/** Makes an owner with a bit of everything. */
export async function makeWorld(product: Product): Promise<World> {
  const [owner, friend] = [await product.person(), await product.person()];
  const secret = `secret-${process.pid}-${(worlds += 1)}`;
  const { token } = owner;
  const sent = await product.call('POST', '/api/messages', {
    token,
    json: { messageBody: `${secret} word`, recipientIds: [friend.id] },
  });
  const uploaded = await product.call('PUT', '/api/scripts/recv', {
    token,
    body: `main { x = 1 } // ${secret}`,
    headers: { 'content-type': 'text/plain' },
  });
  await product.call('PUT', '/api/auto-reply', {
    token,
    json: { enabled: true, messageBody: secret, minIntervalSeconds: 60 },
  });
  await product.call('PUT', '/api/settings', { token, json: { timeZone: 'Asia/Kathmandu' } });
  const { json } = await product.call('GET', '/api/sessions', { token });
  const [session] = json['sessions'] as { sid: string }[];
  for (let waited = 0; waited < 10_000; waited += 50) {
    const { json: listed } = await product.call('GET', '/api/messages', { token });
    const [message] = listed['messages'] as { messageUid: string; conversation: string }[];
    if (message !== undefined) {
      return {
        product,
        owner,
        sid: session!.sid,
        secret,
        friend,
        messageUid: sent.json['messageUid'] as string,
        conversation: message.conversation,
        version: uploaded.json['version'] as string,
      };
    }
    await pause(50);
  }
  throw new Error('The owner’s message did not arrive.');
}

/**
 * Somebody who asks. Each request also says, in headers that the product does not know, who the owner is: without the
 * defence that the self-test takes away, it would be believed.
 */
export function askingAs(world: World, person: Person | null): Asking {
  const { product, owner, sid } = world;
  const headers = {
    'x-lab-owner': JSON.stringify({ userId: owner.id, username: owner.username, sid }),
    'x-lab-token': owner.token,
  };
  return {
    person,
    headers,
    call: (method, path, call = {}) =>
      product.call(method, path, {
        ...call,
        ...(person === null ? {} : { token: person.token }),
        headers: { ...headers, ...call.headers },
      }),
  };
}
