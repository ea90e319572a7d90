import { all, composedWith, holdsWhen, inProduct, unless } from '../attack';
import type { Attack, Section, Weakening } from '../attack';
import { open } from '../client/socket';
import { openRawSession, openWire, rawFrame, type RawSession } from '../client/wire';
import type { Product } from '../product/product';

const pause = (milliseconds: number) =>
  new Promise<null>((resolve) => setTimeout(() => resolve(null), milliseconds));
/** How long a frame that is refused is waited for, ms. */
const guard = 15_000;

/** How the server closes a session that sent this; null when it keeps it. */
async function closedBy(product: Product, write: (session: RawSession) => void | Promise<void>) {
  const { token } = await product.person();
  const session = await openRawSession(product.url, token);
  try {
    await write(session);
    return await Promise.race([session.closeCode, pause(guard)]);
  } finally {
    session.close();
  }
}

const text = 1;
const binary = 2;
const typing = JSON.stringify({ $type: 'Watch', users: [] });

/** Single writes, each against one rule of RFC 6455 or one limit, and the codes with which they are closed. */
const writes: readonly (readonly [
  id: string,
  tries: string,
  defence: string,
  bytes: () => Buffer,
  codes: readonly number[],
  weakening: Weakening,
])[] = [
  [
    'W10',
    'a frame without a mask',
    'RFC 6455, 5.1',
    () => rawFrame(text, typing, { masked: false }),
    [1002],
    inProduct(['if (!this._masked) {', 'if (false) {']),
  ],
  [
    'W11',
    'a reserved bit (RSV2)',
    'RFC 6455, 5.2',
    () => rawFrame(text, typing, { rsv: 2 }),
    [1002],
    inProduct(['if ((buf[0] & 48) !== 0) {', 'if (false) {']),
  ],
  [
    'W12',
    'a compressed frame (RSV1)',
    'compression is off',
    () => rawFrame(text, typing, { rsv: 4 }),
    [1002],
    inProduct(
      ['if (compressed && !this._extensions[PerMessageDeflate.extensionName]) {', 'if (false) {'],
      ['if (this._compressed) {', 'if (false) {'],
    ),
  ],
  [
    'W13',
    'an operation that is not there (3)',
    'RFC 6455, 5.2',
    () => rawFrame(3, 'x'),
    [1002],
    inProduct([
      '} else if (this._opcode > 7 && this._opcode < 11) {',
      '} else if (this._opcode === 3) { this._opcode = 1; } else if (this._opcode > 7 && this._opcode < 11) {',
    ]),
  ],
  [
    'W14',
    'a ping in pieces',
    'RFC 6455, 5.5',
    () => rawFrame(9, 'x', { fin: false }),
    [1002],
    inProduct([
      'if (!this._fin) { const error = this.createError(',
      'if (false) { const error = this.createError(',
    ]),
  ],
  [
    'W15',
    'a ping of 126 bytes',
    'RFC 6455, 5.5',
    () => rawFrame(9, Buffer.alloc(126)),
    [1002],
    inProduct(['if (this._payloadLength > 125 ||', 'if (false && this._payloadLength > 125 ||']),
  ],
  [
    'W16',
    'a close with code 1005',
    'RFC 6455, 7.4.1',
    () => rawFrame(8, Buffer.from([0x03, 0xed])),
    [1002],
    inProduct(['if (!isValidStatusCode(code)) {', 'if (false) {']),
  ],
  [
    'W17',
    'a close whose reason is no UTF-8',
    'RFC 6455, 5.5.1',
    () => rawFrame(8, Buffer.from([0x03, 0xe8, 0xc3, 0x28])),
    [1007],
    inProduct(['if (!this._skipUTF8Validation && !isValidUTF8(buf)) {', 'if (false) {']),
  ],
  [
    'W18',
    'a text that is no UTF-8',
    'RFC 6455, 8.1',
    () => rawFrame(text, Buffer.from([0xc3, 0x28])),
    [1007],
    inProduct(['if (!this._skipUTF8Validation && !isValidUTF8(buf)) {', 'if (false) {']),
  ],
  [
    'W19',
    'a piece of nothing',
    'RFC 6455, 5.4',
    () => rawFrame(0, 'x'),
    [1002],
    inProduct([
      'if (!this._fragmented) { const error',
      'if (!this._fragmented) { this._fragmented = 1; } if (false) { const error',
    ]),
  ],
  [
    'W20',
    'a message within a message',
    'RFC 6455, 5.4',
    () => Buffer.concat([rawFrame(text, '{', { fin: false }), rawFrame(text, typing)]),
    [1002],
    inProduct(['if (this._fragmented) { const error', 'if (false) { const error']),
  ],
  [
    'W21',
    'a frame of 300 KB',
    'size of a frame, before it is held',
    () => rawFrame(text, 'x'.repeat(300_000)),
    [1009],
    inProduct(['maxPayload: 2 * limits.frameBytes', 'maxPayload: 1e8']),
  ],
  [
    'W22',
    'a frame that claims 2⁵⁰ bytes',
    'size of a frame, before it is held',
    () => rawFrame(text, '', { claimed: 2 ** 50 }),
    [1009],
    inProduct(['maxPayload: 2 * limits.frameBytes', 'maxPayload: 0']),
  ],
  [
    'W23',
    'a frame of 128 KiB and a byte',
    'size of a frame',
    () => rawFrame(text, 'x'.repeat(128 * 1024 + 1)),
    [4409],
    inProduct(['if (bytes.length > limits.frameBytes)', 'if (false)']),
  ],
  [
    'W24',
    'bytes in place of a text',
    'frames are texts',
    () => rawFrame(binary, typing),
    [1003],
    inProduct(['if (isBinary) return', 'if (false) return']),
  ],
  [
    'W25',
    'a message that never ends',
    'size of a message, over all its pieces',
    () =>
      Buffer.concat([
        rawFrame(text, 'x', { fin: false }),
        ...Array.from({ length: 40 }, () => rawFrame(0, 'x'.repeat(10_000), { fin: false })),
      ]),
    [1009],
    inProduct(['maxPayload: 2 * limits.frameBytes', 'maxPayload: 1e8']),
  ],
];

const writeRows = writes.map(([id, tries, defence, bytes, codes, weakening]): Attack => ({
  id,
  tries,
  defence,
  weakening,
  async attempt(product) {
    const code = await closedBy(product, ({ socket }) => void socket.write(bytes()));
    return holdsWhen(
      code !== null && codes.includes(code),
      `it was ${code === null ? 'kept' : `closed with ${code}`}`,
    );
  },
}));

/** Bytes that a session may make the server hold, at most, and what else its memory may grow by meanwhile. */
const mayGrowBy = 96 * 1024 * 1024;

/** Writes the part over and over, as much as the other side takes, until the session is closed or so many bytes are out. */
async function flood({ socket, ended }: RawSession, part: Buffer, bytes: number): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  for (let sent = 0; sent < bytes && !over && socket.writable; sent += part.length) {
    if (!socket.write(part)) {
      await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended, pause(2_000)]);
    }
  }
}

async function grownBy(product: Product, attack: (session: RawSession) => Promise<void>) {
  const { token } = await product.person();
  const session = await openRawSession(product.url, token);
  const before = (await product.ask({ kind: 'examine' })).residentBytes;
  let code: number | null = null;
  try {
    await attack(session);
    const grown = (await product.ask({ kind: 'examine' })).residentBytes - before;
    session.socket.resume();
    code = await Promise.race([session.closeCode, pause(1_000)]);
    return { grown, code };
  } finally {
    session.close();
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;

const browser = { 'sec-fetch-mode': 'websocket' };

/** The code with which a socket with these headers is closed; null when it was welcomed. */
async function handshake(product: Product, headers: Record<string, string>, token?: string) {
  const person = await product.person();
  const client = open(product.url, ['parley.v1', `bearer.${token ?? person.token}`], headers);
  const welcome = client.frame('Welcome').then((frame) => (frame === null ? client.closed : null));
  const code = await welcome;
  client.socket.terminate();
  return code;
}

const originCheck = 'return (scheme === "http:" || scheme === "https:") && originHost === host;';

const more: readonly Attack[] = [
  {
    id: 'W01',
    tries: 'a page of another host connects (cross-site hijacking)',
    defence: 'Origin is compared with a list and with the host',
    weakening: inProduct([originCheck, 'return true;']),
    async attempt(product) {
      const host = new URL(product.url).host;
      const codes: (number | null)[] = [];
      for (const origin of [
        'https://evil.example',
        `http://${host}.evil.example`,
        `http://evil.example/${host}`,
      ]) {
        codes.push(await handshake(product, { origin }));
      }
      return holdsWhen(
        codes.every((code) => code === 4403),
        `they were closed with ${codes.join(', ')}`,
      );
    },
  },
  {
    id: 'W02',
    tries: 'a page without an origin: null, a file, an extension',
    defence: 'Origin must be one of http or https',
    weakening: inProduct([
      'const { protocol: scheme, host: originHost } = new URL(origin);',
      'return true; const { protocol: scheme, host: originHost } = new URL(origin);',
    ]),
    async attempt(product) {
      const codes: (number | null)[] = [];
      for (const origin of ['null', 'file://', 'chrome-extension://abc'])
        codes.push(await handshake(product, { origin }));
      return holdsWhen(
        codes.every((code) => code === 4403),
        `they were closed with ${codes.join(', ')}`,
      );
    },
  },
  {
    id: 'W03',
    tries: 'a browser that sends no Origin',
    defence: 'whoever says to be a browser must send one',
    weakening: inProduct(['return request.headers["sec-fetch-mode"] === void 0;', 'return true;']),
    async attempt(product) {
      const code = await handshake(product, browser);
      return holdsWhen(code === 4403, `it was closed with ${code}`);
    },
  },
  {
    id: 'W04',
    tries: 'a token in the address',
    defence: 'nothing may follow the path',
    weakening: inProduct(['if (request.url !== "/ws") {', 'if (!request.url.startsWith("/ws")) {']),
    async attempt(product) {
      const { token } = await product.person();
      const wire = await openWire(product.url);
      wire.socket.write(
        `GET /ws?token=${token} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      );
      await Promise.race([wire.ended, pause(3_000)]);
      const answer = wire.received().toString('latin1').slice(0, 40);
      wire.close();
      return holdsWhen(answer.startsWith('HTTP/1.1 404'), `it was answered with ${answer}`);
    },
  },
  {
    id: 'W05',
    tries: 'sixteen sockets of one person',
    defence: 'eight sockets a person',
    weakening: inProduct(['if (registry.count(holder.userId) >= limits.socketsPerUser) {', 'if (false) {']),
    async attempt(product) {
      const { token } = await product.person();
      const clients = Array.from({ length: 16 }, () => open(product.url, ['parley.v1', `bearer.${token}`]));
      const welcomed = await Promise.all(clients.map((client) => client.frame('Welcome')));
      for (const { socket } of clients) socket.terminate();
      const count = welcomed.filter((frame) => frame !== null).length;
      return holdsWhen(count === 8, `${count} were welcomed`);
    },
  },
  {
    id: 'W06',
    tries: 'a thousand frames at once',
    defence: 'frames a second and socket',
    weakening: composedWith({ framesPerSecond: 1_000_000 }),
    async attempt(product) {
      const part = rawFrame(text, typing);
      const code = await closedBy(
        product,
        ({ socket }) => void socket.write(Buffer.concat(Array(200).fill(part))),
      );
      return holdsWhen(code === 4429, `it was closed with ${code}`);
    },
  },
  {
    id: 'W07',
    tries: 'a flood of pings whose answers are not read',
    defence: 'few answers may be waiting; control frames count as frames',
    weakening: inProduct(
      ['websocket._pendingAutoPongs >= websocket._maxPendingAutoPongs', 'false'],
      ['if (!isClosed() && !frames.take("").ok)', 'if (false)'],
    ),
    async attempt(product) {
      const part = Buffer.concat(Array.from({ length: 500 }, () => rawFrame(9, Buffer.alloc(125, 1))));
      const { grown, code } = await grownBy(product, async (session) => {
        session.socket.pause();
        await flood(session, part, 64 * 1024 * 1024);
      });
      return all([
        holdsWhen(
          code !== null,
          `it was ${code === null ? 'kept' : `closed with ${code}`}`,
          `grown by ${megabytes(grown)}`,
        ),
        holdsWhen(grown < mayGrowBy, `the server grew by ${megabytes(grown)}`),
      ]);
    },
  },
  {
    id: 'W08',
    tries: '500,000 empty pieces of one message',
    defence: 'number of pieces of a message',
    weakening: inProduct([
      'if (this._maxFragments > 0 && ++this._numFragments > this._maxFragments) {',
      'if (false) {',
    ]),
    async attempt(product) {
      const part = Buffer.concat(Array.from({ length: 1_000 }, () => rawFrame(0, '', { fin: false })));
      const { grown, code } = await grownBy(product, async (session) => {
        session.socket.write(rawFrame(text, 'x', { fin: false }));
        await flood(session, part, 500 * part.length);
      });
      return all([
        holdsWhen(
          code === 1008,
          `it was ${code === null ? 'kept' : `closed with ${code}`}`,
          `grown by ${megabytes(grown)}`,
        ),
        holdsWhen(grown < mayGrowBy, `the server grew by ${megabytes(grown)}`),
      ]);
    },
  },
  {
    id: 'W09',
    tries: 'a client that does not read while messages come',
    defence: 'a socket that lets 1 MiB queue up is closed',
    weakening: inProduct(['if (socket.bufferedAmount > limits.socketBacklogBytes)', 'if (false)']),
    async attempt(product) {
      const [slow, writer] = [await product.person(), await product.person()];
      const session = await openRawSession(product.url, slow.token);
      session.socket.write(rawFrame(text, '{"$type":"Resume","after":null}'));
      await pause(300);
      session.socket.pause();
      const body = 'x'.repeat(60_000);
      for (let i = 0; i < 160; i++) {
        await product.call('POST', '/api/messages', {
          token: writer.token,
          json: { messageBody: body, recipientIds: [slow.id] },
        });
      }
      await pause(3_500);
      session.socket.resume();
      const code = await Promise.race([session.closeCode, pause(guard)]);
      session.close();
      // The code may be lost with what was queued: the connection is cut when the close is not answered.
      return holdsWhen(
        code === 4408 || code === 1006,
        code === null ? 'it was kept' : `it was closed with ${code}`,
      );
    },
  },
  {
    id: 'W30',
    tries: 'connections that ask for another protocol, and are then kept open for ever',
    defence: 'a connection that is refused is gone',
    weakening: inProduct(['socket.once("finish", () => socket.destroy());', '']),
    async attempt(product) {
      const wire = await openWire(product.url);
      wire.socket.write(
        'GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: anything\r\n\r\n',
      );
      await Promise.race([wire.ended, pause(guard)]);
      // Half-open on this side: only a connection that is gone on the other answers a write by a reset.
      await pause(300);
      wire.socket.write('x');
      await pause(300);
      wire.socket.write('x');
      const gone = await Promise.race([
        new Promise<true>((resolve) =>
          wire.socket.destroyed ? resolve(true) : wire.socket.once('close', () => resolve(true)),
        ),
        pause(3_000),
      ]);
      wire.close();
      return unless(gone === true ? null : 'the server still holds it');
    },
  },
  {
    id: 'W31',
    tries: 'frames of unknown kinds, with unknown fields, of wrong types',
    defence: 'each kind of frame has its fields, and no others',
    weakening: inProduct(['if (!rules.has(field)) return', 'if (false) return']),
    async attempt(product) {
      const client = await product.connect(await product.person());
      const texts = [
        '{"$type":"__proto__"}',
        '{"$type":"constructor"}',
        '{"$type":"Watch","users":[],"__proto__":{"a":1}}',
        '{"$type":"SendMessage","message":"x","destinationUsers":[1],"senderId":1}',
        '{"$type":"SendMessage","message":"x","destinationUsers":["1"]}',
        'null',
        '[]',
      ];
      for (const each of texts) client.socket.send(each);
      client.send({ $type: 'SendMessage', message: 'x', destinationUsers: [1] });
      await client.frame('Accepted');
      const rejected = client.frames.filter(({ $type }) => $type === 'Rejected').length;
      const accepted = client.frames.filter(({ $type }) => $type === 'Accepted').length;
      client.socket.terminate();
      return holdsWhen(
        rejected === texts.length && accepted === 1,
        `${rejected} of ${texts.length} were rejected, ${accepted} accepted`,
      );
    },
  },
  {
    id: 'W32',
    tries: 'another person’s cursor, one from the future, one cut short',
    defence: 'cursors are sealed to their user',
    weakening: inProduct(['return genuine ? text : null;', 'return text;']),
    async attempt(product) {
      const [ada, bob] = [await product.person(), await product.person()];
      await product.call('POST', '/api/messages', {
        token: ada.token,
        json: { messageBody: 'x', recipientIds: [ada.id] },
      });
      await pause(500);
      const of = await product.connect(ada);
      const { cursor } = (await of.frame('Welcome'))!;
      of.socket.terminate();
      const client = await product.connect(bob);
      const forged = Buffer.concat([Buffer.alloc(16), Buffer.from('0')]).toString('base64url');
      for (const after of [cursor, cursor.slice(0, -4), forged, '']) client.send({ $type: 'Resume', after });
      await client.frame('Rejected', undefined, 3_000);
      await pause(500);
      const rejected = client.frames.filter(
        (frame) => frame.$type === 'Rejected' && frame.problem.code === 'cursor',
      ).length;
      client.socket.terminate();
      return holdsWhen(rejected === 4, `${rejected} of 4 were refused`);
    },
  },
  {
    id: 'W33',
    tries: 'presence of a stranger, and typing to one',
    defence: 'only those who share a conversation hear of each other',
    weakening: inProduct([
      'return others.filter((id) => acquainted.has(id) &&',
      'return others.filter((id) =>',
    ]),
    async attempt(product) {
      const [ada, eve] = [await product.person(), await product.person()];
      const [watched, watcher] = [await product.connect(ada), await product.connect(eve)];
      watcher.send({ $type: 'Watch', users: [ada.id] });
      watcher.send({ $type: 'Typing', destinationUsers: [ada.id] });
      const [presence, typed] = await Promise.all([
        watcher.frame('Presence', undefined, 1_500),
        watched.frame('Typing', undefined, 1_500),
      ]);
      watched.socket.terminate();
      watcher.socket.terminate();
      return unless(presence !== null ? 'presence was told' : typed !== null ? 'typing was told' : null);
    },
  },
  {
    id: 'W34',
    tries: 'a message that claims a UUID of the product’s own kind',
    defence: 'a client’s messageUid is of version 4 or 7',
    weakening: inProduct([
      'var isClientUid = (text) => typeof text === "string" && clientUid.test(text);',
      'var isClientUid = (text) => typeof text === "string";',
    ]),
    async attempt(product) {
      const client = await product.connect(await product.person());
      client.send({
        $type: 'SendMessage',
        messageUid: '5b0e3a0c-8f4f-5a53-9f5e-6d3c1f1f7a10',
        message: 'x',
        destinationUsers: [1],
      });
      const rejected = await client.frame('Rejected');
      client.socket.terminate();
      return holdsWhen(rejected !== null, 'it was accepted');
    },
  },
  {
    id: 'W35',
    tries: 'more uploads by frames than a person may make, and trials by the interface beside them',
    defence: 'one allowance of trials and uploads a person, whichever way they come',
    options: { trialsPerMinute: 5 },
    weakening: composedWith({ trialsPerMinute: 1_000_000 }),
    async attempt(product) {
      const person = await product.person();
      const client = await product.connect(person);
      const trial = {
        source: 'main { x = 1 }',
        message: { messageBody: 'x', senderId: 1, recipientIds: [1] },
      };
      for (let i = 0; i < 3; i++) {
        await product.call('POST', '/api/scripts/recv/try', { token: person.token, json: trial });
      }
      for (let i = 0; i < 6; i++) {
        client.send({ $type: 'UploadHandlerSnippet', target: 'recv', fileData: `main { x = ${i} }` });
      }
      const rejected = await client.frame('Rejected', undefined, guard);
      // Each is answered, in their order: the last answer is the last one's.
      await client.frame('Rejected', () => client.frames.length >= 7, 1_000);
      const uploaded = client.frames.filter(({ $type }) => $type === 'CodeSnippetUploaded').length;
      client.socket.terminate();
      return all([
        holdsWhen(rejected?.problem.code === 'rate-limited', `none was refused for it`),
        // In a slow quarter of a minute one more comes back.
        holdsWhen(uploaded <= 4, `${uploaded} of 6 were taken`),
      ]);
    },
  },
  {
    id: 'W36',
    tries: 'a socket without a token, with two, with one of another making',
    defence: 'one token, genuine and alive, before anything else',
    weakening: inProduct(['return bearers.length === 1 && offers', 'return bearers.length > 0 && offers']),
    async attempt(product) {
      const { token } = await product.person();
      const offered = [
        ['parley.v1'],
        [`bearer.${token}`],
        ['parley.v1', 'bearer.a.b.c'],
        ['parley.v1', `bearer.${token}`, 'bearer.a.b.c'],
        ['parley.v2', `bearer.${token}`],
      ];
      const opened: string[] = [];
      for (const protocols of offered) {
        const client = open(product.url, protocols);
        client.socket.once('open', () => client.socket.send(typing));
        if ((await client.frame('Welcome', undefined, guard)) !== null)
          opened.push(`${protocols.length} offers`);
        client.socket.terminate();
      }
      return holdsWhen(opened.length === 0, `welcomed with ${opened.join(', ')}`);
    },
  },
];

export const sockets: Section = { name: 'sockets', attacks: [...more, ...writeRows] };
