import { pause } from '../client/pause';
import { open, type Client } from '../client/socket';
import type { Access, Asking, World } from './access';

type Reaches = Access['reaches'];

/** Done, as the answer's status says. */
const succeeds =
  (method: string, path: string, json?: unknown): Reaches =>
  async (_world, { call }) =>
    (await call(method, path, json === undefined ? {} : { json })).status < 300;

/** Whether what is answered has something of the owner's in it. */
const shows =
  (method: string, path: (world: World) => string, of: (world: World) => string, json?: unknown): Reaches =>
  async (world, { call }) =>
    (await call(method, path(world), json === undefined ? {} : { json })).text.includes(of(world));

const secret = ({ secret: text }: World) => text;

/** What the owner sees at an address afterwards. */
const seenByOwner = async ({ product, owner }: World, path: string): Promise<string> =>
  (await product.call('GET', path, { token: owner.token })).text;

/** Whether what the owner sees is something else after it was done. */
const changes =
  (path: string, act: (world: World, asking: Asking) => Promise<unknown>): Reaches =>
  async (world, asking) => {
    const before = await seenByOwner(world, path);
    await act(world, asking);
    return (await seenByOwner(world, path)) !== before;
  };

const isSignedIn = async ({ product, owner }: World) =>
  (await product.call('GET', '/api/account', { token: owner.token })).status === 200;

const script = 'main { x = 2 }';
const plain = { 'content-type': 'text/plain' };

const http: readonly Access[] = [
  {
    operation: 'POST /api/register',
    object: 'a new account',
    right: 'anybody',
    reaches: async ({ secret: name }, { call, person }) =>
      (
        await call('POST', '/api/register', {
          json: { username: `${name}-${person?.id ?? 0}`.slice(-32), password: 'a long password' },
        })
      ).status === 201,
  },
  {
    operation: 'POST /api/login',
    object: 'a session, with the password',
    right: 'anybody',
    reaches: async ({ owner: { username, password } }, { call }) =>
      (await call('POST', '/api/login', { json: { username, password } })).status === 200,
  },
  {
    operation: 'POST /api/session',
    object: 'a session, with an ID token that a provider signed',
    right: 'product',
    reaches: succeeds('POST', '/api/session', { idToken: 'a.b.c' }),
  },
  {
    operation: 'POST /api/refresh',
    object: 'a session’s next token',
    right: 'own',
    reaches: async ({ owner }, { call }) =>
      ((await call('POST', '/api/refresh')).json['user'] as { id: number } | undefined)?.id === owner.id,
  },
  {
    operation: 'GET /api/account',
    object: 'who one is',
    right: 'own',
    reaches: shows(
      'GET',
      () => '/api/account',
      ({ owner }) => owner.username,
    ),
  },
  {
    operation: 'GET /api/account/data',
    object: 'all that is known of one',
    right: 'own',
    reaches: shows('GET', () => '/api/account/data', secret),
  },
  {
    operation: 'GET /api/sessions',
    object: 'where one is signed in',
    right: 'own',
    reaches: shows(
      'GET',
      () => '/api/sessions',
      ({ sid }) => sid,
    ),
  },
  {
    operation: 'DELETE /api/sessions/{sid}',
    object: 'a session',
    right: 'own',
    reaches: async (world, { call }) => {
      await call('DELETE', `/api/sessions/${world.sid}`);
      return !(await isSignedIn(world));
    },
  },
  {
    operation: 'POST /api/logout',
    object: 'one’s session',
    right: 'own',
    reaches: async (world, { call }) => {
      await call('POST', '/api/logout');
      return !(await isSignedIn(world));
    },
  },
  {
    operation: 'PUT /api/password',
    object: 'the password',
    right: 'own',
    reaches: async ({ product, owner: { username, password } }, { call }) => {
      await call('PUT', '/api/password', { json: { password, newPassword: 'another one entirely' } });
      return (await product.call('POST', '/api/login', { json: { username, password } })).status !== 200;
    },
  },
  {
    operation: 'DELETE /api/account',
    object: 'the account',
    right: 'own',
    reaches: async (world, { call }) => {
      await call('DELETE', '/api/account');
      return !(await isSignedIn(world));
    },
  },
  {
    operation: 'GET /api/settings',
    object: 'settings',
    right: 'own',
    reaches: shows(
      'GET',
      () => '/api/settings',
      () => 'Kathmandu',
    ),
  },
  {
    operation: 'PUT /api/settings',
    object: 'settings',
    right: 'own',
    reaches: changes('/api/settings', (_world, { call }) =>
      call('PUT', '/api/settings', { json: { timeZone: 'Europe/Rome' } }),
    ),
  },
  {
    operation: 'GET /api/blocks',
    object: 'whom one blocked',
    right: 'own',
    reaches: async (world, { call }) => {
      const { product, owner, friend } = world;
      await product.call('PUT', `/api/blocks/${friend.id}`, { token: owner.token });
      return (await call('GET', '/api/blocks')).text.includes(friend.username);
    },
  },
  {
    operation: 'PUT /api/blocks/{id}',
    object: 'whom one blocked',
    right: 'own',
    reaches: changes('/api/blocks', ({ friend }, { call }) => call('PUT', `/api/blocks/${friend.id}`)),
  },
  {
    operation: 'DELETE /api/blocks/{id}',
    object: 'whom one blocked',
    right: 'own',
    reaches: async (world, asking) => {
      const { product, owner, friend } = world;
      await product.call('PUT', `/api/blocks/${friend.id}`, { token: owner.token });
      return changes('/api/blocks', () => asking.call('DELETE', `/api/blocks/${friend.id}`))(world, asking);
    },
  },
  {
    operation: 'GET /api/users',
    object: 'ids and names of people',
    right: 'signed-in',
    reaches: succeeds('GET', '/api/users'),
  },
  {
    operation: 'POST /api/messages',
    object: 'a message in one’s name',
    right: 'own',
    reaches: async (world, { call }) => {
      const { owner } = world;
      const body = `forged ${Math.random()}`;
      await call('POST', '/api/messages', { json: { messageBody: body, recipientIds: [owner.id] } });
      await pause(700);
      const { json } = await world.product.call('GET', '/api/messages', { token: owner.token });
      return (json['messages'] as { messageBody: string; senderId: number }[]).some(
        ({ messageBody, senderId }) => messageBody === body && senderId === owner.id,
      );
    },
  },
  {
    operation: 'GET /api/messages',
    object: 'messages that one sent or got',
    right: 'own',
    reaches: shows('GET', ({ conversation }) => `/api/messages?conversation=${conversation}`, secret),
  },
  {
    operation: 'GET /api/conversations',
    object: 'conversations that one is in',
    right: 'own',
    reaches: shows(
      'GET',
      () => '/api/conversations',
      ({ conversation }) => conversation,
    ),
  },
  {
    operation: 'GET /api/search',
    object: 'messages that one sent or got',
    right: 'own',
    reaches: shows('GET', () => '/api/search?q=word', secret),
  },
  {
    operation: 'GET /api/scripts/{target}',
    object: 'a script',
    right: 'own',
    reaches: shows('GET', () => '/api/scripts/recv', secret),
  },
  {
    operation: 'PUT /api/scripts/{target}',
    object: 'a script',
    right: 'own',
    reaches: changes('/api/scripts/recv', (_world, { call }) =>
      call('PUT', '/api/scripts/recv', { body: script, headers: plain }),
    ),
  },
  {
    operation: 'DELETE /api/scripts/{target}',
    object: 'a script',
    right: 'own',
    reaches: changes('/api/scripts/recv', (_world, { call }) => call('DELETE', '/api/scripts/recv')),
  },
  {
    operation: 'GET /api/scripts/{target}/versions',
    object: 'versions of a script',
    right: 'own',
    reaches: shows(
      'GET',
      () => '/api/scripts/recv/versions',
      ({ version }) => version,
    ),
  },
  {
    operation: 'GET /api/scripts/{target}/versions/{version}',
    object: 'a version of a script',
    right: 'own',
    reaches: shows('GET', ({ version }) => `/api/scripts/recv/versions/${version}`, secret),
  },
  {
    operation: 'POST /api/scripts/{target}/activate',
    object: 'a script',
    right: 'own',
    reaches: async (world, asking) => {
      const { product, owner, version } = world;
      await product.call('PUT', '/api/scripts/recv', { token: owner.token, body: script, headers: plain });
      return changes('/api/scripts/recv', () =>
        asking.call('POST', '/api/scripts/recv/activate', { json: { version } }),
      )(world, asking);
    },
  },
  {
    operation: 'POST /api/scripts/{target}/try',
    object: 'a script, run on a message that is made up',
    right: 'own',
    reaches: async ({ product, owner }, { call }) => {
      await product.call('PUT', '/api/scripts/recv', { token: owner.token, body: script, headers: plain });
      return (
        (
          await call('POST', '/api/scripts/recv/try', {
            json: { message: { messageBody: 'x', senderId: owner.id, recipientIds: [owner.id] } },
          })
        ).status === 200
      );
    },
  },
  {
    operation: 'POST /api/scripts/{target}/replay',
    object: 'messages, and a script that is run on them',
    right: 'own',
    reaches: async (world, { call }) => {
      await world.product.call('POST', '/api/messages', {
        token: world.friend.token,
        json: { messageBody: world.secret, recipientIds: [world.owner.id] },
      });
      await pause(500);
      return (
        await call('POST', '/api/scripts/recv/replay', { json: { source: script, last: 5 } })
      ).text.includes(world.secret);
    },
  },
  {
    operation: 'GET /api/runs',
    object: 'what a script did',
    right: 'own',
    reaches: async (world, { call }) => {
      const { product, friend, owner } = world;
      const { json } = await product.call('POST', '/api/messages', {
        token: friend.token,
        json: { messageBody: 'x', recipientIds: [owner.id] },
      });
      const uid = json['messageUid'] as string;
      for (let i = 0; i < 100 && !(await seenByOwner(world, '/api/runs')).includes(uid); i++) await pause(50);
      return (await call('GET', '/api/runs')).text.includes(uid);
    },
  },
  {
    operation: 'GET /api/auto-reply',
    object: 'the fixed reply',
    right: 'own',
    reaches: shows('GET', () => '/api/auto-reply', secret),
  },
  {
    operation: 'PUT /api/auto-reply',
    object: 'the fixed reply',
    right: 'own',
    reaches: changes('/api/auto-reply', (_world, { call }) =>
      call('PUT', '/api/auto-reply', {
        json: { enabled: true, messageBody: 'other', minIntervalSeconds: 1 },
      }),
    ),
  },
  {
    operation: 'GET /api/openapi.json',
    object: 'the interface’s description',
    right: 'anybody',
    reaches: succeeds('GET', '/api/openapi.json'),
  },
  {
    operation: 'GET /config.json',
    object: 'what the page must know',
    right: 'anybody',
    reaches: succeeds('GET', '/config.json'),
  },
  {
    operation: 'GET /healthz',
    object: 'whether it lives',
    right: 'anybody',
    reaches: succeeds('GET', '/healthz'),
  },
  {
    operation: 'GET /metrics',
    object: 'what was measured, asked from elsewhere',
    right: 'operators',
    reaches: async (_world, { call }) =>
      (await call('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.7' } })).text.includes(
        'measured',
      ),
  },
  {
    operation: 'GET /api/operations',
    object: 'how the pipeline does',
    right: 'operators',
    reaches: succeeds('GET', '/api/operations'),
  },
  {
    operation: 'GET /api/operations/dead-letters',
    object: 'what was put aside',
    right: 'operators',
    reaches: succeeds('GET', '/api/operations/dead-letters'),
  },
  {
    operation: 'POST /api/operations/dead-letters/{id}/replay',
    object: 'a dead letter',
    right: 'operators',
    async reaches({ product }, { call }) {
      await product.ask({ kind: 'publish', topic: 'router', data: 'no envelope', attributes: {} });
      for (let id = 1; id <= 50; id++)
        if ((await call('POST', `/api/operations/dead-letters/${id}/replay`)).status < 300) return true;
      return false;
    },
  },
];

const soon = 1_500;

/** Does something on a socket of whoever asks; nobody has no socket. */
const onSocket =
  (act: (world: World, client: Client, asking: Asking) => Promise<boolean>): Reaches =>
  async (world, asking) => {
    const token = asking.person?.token ?? 'a.b.c';
    const client = open(world.product.url, ['parley.v1', `bearer.${token}`], asking.headers);
    try {
      return (await client.frame('Welcome')) !== null && (await act(world, client, asking));
    } finally {
      client.socket.terminate();
    }
  };

/** Whether the friend, who watches, is told something of the owner. */
const friendHears = (
  act: (world: World, client: Client) => void,
  hears: (world: World, friend: Client) => Promise<unknown>,
) =>
  onSocket(async (world, client) => {
    const friend = await world.product.connect(world.friend);
    try {
      act(world, client);
      return (await hears(world, friend)) !== null;
    } finally {
      friend.socket.terminate();
    }
  });

const frames: readonly Access[] = [
  {
    operation: 'frame SendMessage',
    object: 'a message in one’s name',
    right: 'own',
    reaches: friendHears(
      ({ friend }, client) =>
        client.send({ $type: 'SendMessage', message: 'spoken', destinationUsers: [friend.id] }),
      ({ owner }, friend) =>
        friend.frame('ReceiveMessage', ({ userId, msg }) => userId === owner.id && msg === 'spoken', soon),
    ),
  },
  {
    operation: 'frame Resume',
    object: 'messages that one sent or got',
    right: 'own',
    reaches: onSocket(async ({ secret: text }, client) => {
      client.send({ $type: 'Resume', after: null });
      return (await client.frame('ReceiveMessage', ({ msg }) => msg.includes(text), soon)) !== null;
    }),
  },
  {
    operation: 'frame UploadHandlerSnippet',
    object: 'a script',
    right: 'own',
    reaches: onSocket((world, client, asking) =>
      changes('/api/scripts/recv', async () => {
        client.send({ $type: 'UploadHandlerSnippet', target: 'recv', fileData: script });
        await client.frame('CodeSnippetUploaded', undefined, soon);
      })(world, asking),
    ),
  },
  {
    operation: 'frame Typing',
    object: 'that one types, told to people one shares a conversation with',
    right: 'own',
    reaches: friendHears(
      ({ friend }, client) => client.send({ $type: 'Typing', destinationUsers: [friend.id] }),
      ({ owner }, friend) => friend.frame('Typing', ({ userId }) => userId === owner.id, soon),
    ),
  },
  {
    operation: 'frame Read',
    object: 'what one has read',
    right: 'own',
    reaches: onSocket(async ({ product, friend, owner }, client) => {
      // There before the message is: what lies in the inbox already is only told to who resumes.
      const told = await product.connect(friend);
      try {
        await told.frame('Welcome');
        const { json } = await product.call('POST', '/api/messages', {
          token: friend.token,
          json: { messageBody: 'read me', recipientIds: [owner.id] },
        });
        const messageUid = json['messageUid'] as string;
        const got = await told.frame('ReceiveMessage', (frame) => frame.messageUid === messageUid);
        client.send({ $type: 'Read', conversation: got!.conversation, messageUid });
        return (await told.frame('Read', ({ userId }) => userId === owner.id, soon)) !== null;
      } finally {
        told.socket.terminate();
      }
    }),
  },
  {
    operation: 'frame Watch',
    object: 'presence of people one shares a conversation with',
    right: 'own',
    reaches: onSocket(async ({ product, friend: person }, client) => {
      const friend = await product.connect(person);
      try {
        client.send({ $type: 'Watch', users: [person.id] });
        return (await client.frame('Presence', ({ userId }) => userId === person.id, soon)) !== null;
      } finally {
        friend.socket.terminate();
      }
    }),
  },
];

/** The names of topics, and what is published to each. */
const topicNames = [
  'jolie-exec',
  'auto-reply',
  'router',
  'relay-{relayId}',
  'jolie-exec-config',
  'auto-reply-config',
  'dead-letter',
];

/** No address publishes: neither a topic's own, nor that of a function which serves it. */
const topics: readonly Access[] = topicNames.map((name) => ({
  operation: `topic ${name}`,
  object: 'what stages tell each other',
  right: 'product',
  reaches: async ({ owner }, { call }) => {
    const data = Buffer.from(
      JSON.stringify({ actionType: 'disable', userId: owner.id, target: 'recv' }),
    ).toString('base64');
    const paths = [`/${name}`, `/api/${name}`, `/_ah/push-handlers/${name}`];
    const answers = await Promise.all(
      paths.map((path) => call('POST', encodeURI(path), { json: { message: { data, attributes: {} } } })),
    );
    return answers.some(({ status }) => status > 0 && status < 400);
  },
}));

/** Everything that can be done from outside. */
export const operations: readonly Access[] = [...http, ...frames, ...topics];
