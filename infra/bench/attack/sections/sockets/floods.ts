import { all, composedWith, holdsWhen, inProduct, unless, type Attack } from '../../attack';
import { pause, within } from '../../client/pause';
import { openRawSession, openWire, rawFrame, type RawSession } from '../../client/wire';
import type { Product } from '../../product/product';
import { closedBy, guard, text, typing } from './session';

/** Bytes that a session may make the server hold, at most, and what else its memory may grow by meanwhile. */
const mayGrowBy = 96 * 1024 * 1024;

/** Writes the part over and over, as much as the other side takes, until the session is closed or so many bytes are out. */
async function flood({ socket, ended }: RawSession, part: Buffer, bytes: number): Promise<void> {
  let over = false;
  void ended.then(() => (over = true));
  for (let sent = 0; sent < bytes && !over && socket.writable; sent += part.length) {
    if (!socket.write(part)) {
      await within(2_000, Promise.race([new Promise((resolve) => socket.once('drain', resolve)), ended]));
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
    code = await within(1_000, session.closeCode);
    return { grown, code };
  } finally {
    session.close();
  }
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;

/** More than a socket may send, or let wait. */
export const floods: readonly Attack[] = [
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
      ['if (!this.isClosed && !this.#mayCome())', 'if (false)'],
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
    weakening: inProduct(['if (socket.bufferedAmount <= limits.socketBacklogBytes)', 'if (true)']),
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
      const code = await within(guard, session.closeCode);
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
      await within(guard, wire.ended);
      // Half-open on this side: only a connection that is gone on the other answers a write by a reset.
      await pause(300);
      wire.socket.write('x');
      await pause(300);
      wire.socket.write('x');
      const gone = await within(
        3_000,
        new Promise<true>((resolve) =>
          wire.socket.destroyed ? resolve(true) : wire.socket.once('close', () => resolve(true)),
        ),
      );
      wire.close();
      return unless(gone === true ? null : 'the server still holds it');
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
];
