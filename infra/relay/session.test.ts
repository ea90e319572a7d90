import { describe, expect, it } from '@jest/globals';
import {
  createInboxCursors,
  createRateLimiter,
  createSeals,
  makeKeyRing,
  parseKeyRing,
} from '@parley/accounts';
import type { ServerFrame } from '@parley/envelope';
import { silentTelemetry, type Ids } from '@parley/ports';
import { ManualClock } from '@parley/ports/contract';
import { closeCodes } from './codes';
import { createFramesOf } from './arrivals';
import { Session, type SessionDeps } from './session';
import type { Socket, SocketListener } from './socket';

const uuid = '3f0c9f6e-6f0a-4c36-8a33-0d5a1f9b2c11';
const ids: Ids = { uuid: () => uuid, bytes: (length) => Uint8Array.from({ length }, (_, i) => i) };
const holder = { userId: 1, username: 'ada', sid: uuid };

/** A socket whose other side says what the test says. */
class TestSocket implements Socket {
  #listener: SocketListener | null = null;
  readonly OPEN = 1;
  readyState = 1;
  readonly bufferedAmount = 0;
  readonly sent: ServerFrame[] = [];
  closedWith: number | null = null;
  send(frame: ServerFrame, taken?: () => void) {
    this.sent.push(frame);
    taken?.();
  }
  sendAll(frames: readonly ServerFrame[]) {
    this.sent.push(...frames);
  }
  ping() {}
  close(code: number) {
    this.readyState = 2;
    this.closedWith = code;
  }
  terminate() {}
  pause() {}
  resume() {}
  listen(listener: SocketListener) {
    this.#listener = listener;
  }
  says(frame: unknown) {
    this.#listener!.onMessage(Buffer.from(JSON.stringify(frame)), false);
  }
}

/** Lets promises that are settled already call back. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a session whose client says where it goes on', () => {
  it('given a store that is away, then it is closed, and the client comes back and asks again', async () => {
    // given
    const clock = new ManualClock();
    const seals = createSeals(parseKeyRing(makeKeyRing(ids)));
    let isAway = false;
    const read = async () => {
      if (isAway) throw new Error('away');
      return [];
    };
    const cursors = createInboxCursors(seals, { read }, 'epoch');
    const none = async () => {};
    const store = { read, putSession: none, deleteSession: none, sessionsOf: async () => [] };
    const deps = {
      signIn: { authenticate: async () => ({ ok: true, holder, expiresAt: clock.now() + 1_000_000 }) },
      cursors,
      store,
      notify: none,
      sends: createRateLimiter({ clock, perSecond: 1, burst: 1 }),
      clock,
      ids,
      telemetry: silentTelemetry,
      relayId: uuid,
      heartbeatSeconds: 30,
      framesPace: { every: 50, burst: 20 },
      feeds: {
        inbox: store,
        cursors,
        clock,
        telemetry: silentTelemetry,
        framesOf: createFramesOf(),
        onCaughtUp: () => {},
      },
      onEnded: () => {},
    } as unknown as SessionDeps;
    const socket = new TestSocket();
    new Session(deps, { socket, token: 'token', holder, expiresAt: clock.now() + 1_000_000 });
    await settle();
    expect(socket.sent[0]).toMatchObject({ $type: 'Welcome' });
    // when
    isAway = true;
    const after = cursors.at(1, { position: 3, senderId: 2, messageUid: uuid });
    socket.says({ $type: 'Resume', after });
    await settle();
    // then it does not go on as if nothing had been missed
    expect(socket.closedWith).toBe(closeCodes.goingAway);
  });
});
