import { createRateLimiter, type TokenHolder } from '@parley/accounts';
import { decodeClientFrame, limits, type ServerFrame } from '@parley/envelope';
import type { InboxEntry, Timer } from '@parley/ports';
import { handleFrame, unavailable } from './client-frames';
import { closeCodes, relayCodes } from './codes';
import type { RelayDeps } from './deps';
import { createInboxFeed } from './inbox-feed';
import { announce } from './announce';
import { tellDelivered } from './delivered';
import { createOutbox } from './outbox';
import type { Socket } from './socket';
import { createWatch, type Watch } from './watch';

/** One authenticated socket. */
export interface Session {
  readonly sessionId: string;
  readonly holder: TokenHolder;
  /** Resolves when the socket is closed, its record forgotten and others told, as far as that was possible. */
  readonly ended: Promise<void>;
  deliver(entry: InboxEntry): void;
  /** A frame for this person from elsewhere; presence only of those whom this session watches. */
  notice(frame: ServerFrame): void;
  /** The people whose presence its client sees. */
  readonly watch: Pick<Watch, 'people' | 'refresh'>;
  /** Pings it, or cuts it when it did not answer the last ping. */
  beat(): void;
  /** Tells it to come back elsewhere, and closes it. */
  goAway(reconnectAfterMs: number): void;
  close(code: number, reason: string): void;
}

export interface SessionDeps extends RelayDeps {
  readonly relayId: string;
  readonly heartbeatSeconds: number;
}

/**
 * A client that has a cursor resumes as soon as it is welcomed. What arrives for it in between waits so long at most (ms),
 * counted from when the welcome has reached it: written before, it would come twice.
 */
const firstFrameMilliseconds = 1_000;
/** Sent behind the welcome, and answered by the client's machine: then the welcome is there (RFC 6455, 5.5.2). */
const welcomePing = 'welcome';
/** Frames that may wait for those before them. */
const mostWaiting = 256;

/**
 * A session's life: `opening` until the client was welcomed, `open` while frames go both ways, `closed` for good.
 * What comes while it opens waits.
 */
type SessionState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'open'; readonly expiry: Timer; readonly first: Timer | null }
  | { readonly kind: 'closed' };

export function openSession(
  deps: SessionDeps,
  opened: {
    readonly socket: Socket;
    readonly token: string;
    readonly holder: TokenHolder;
    readonly expiresAt: number;
    readonly onEnded: (session: Session) => void;
  },
): Session {
  const { clock, cursors, store, telemetry } = deps;
  const { socket, holder, token, expiresAt } = opened;
  const { userId } = holder;
  const sessionId = deps.ids.uuid();
  const outbox = createOutbox(socket, clock);
  /** What is told to others may fail: they hear of the next one. */
  const aside = (work: Promise<void>): Promise<void> =>
    work.catch(() => telemetry.log('WARNING', 'A notice could not be passed on', { sessionId }));
  const feed = createInboxFeed({
    userId,
    inbox: store,
    cursors,
    outbox,
    clock,
    telemetry,
    onCaughtUp: (entries) =>
      void aside(
        tellDelivered(
          deps,
          entries.map((message) => ({ userId, message })),
        ),
      ),
  });
  const { framesPerSecond = limits.framesPerSecond } = deps;
  const frames = createRateLimiter({ clock, perSecond: framesPerSecond, burst: framesPerSecond });
  const reply = (frame: ServerFrame) => outbox.send(frame);
  const typing = createRateLimiter({ clock, perSecond: 1_000 / limits.typingMilliseconds, burst: 1 });
  const watch = createWatch({ store, clock, send: reply });
  const frameSession = { sessionId, userId, feed, typing, watch, reply };
  let state: SessionState = { kind: 'opening' };
  let answered = true;
  let waiting = 0;
  const isClosed = () => state.kind === 'closed';

  /** The order matters: from the moment the session is recorded no message can pass it by unseen. */
  const open = async (): Promise<void> => {
    await store.putSession({ sessionId, userId, relayId: deps.relayId }, clock.now());
    // Ended between the handshake and the record, the sign-in would not have been found to be closed.
    const stillAlive = await deps.signIn.authenticate(token, { fresh: true });
    if (!stillAlive.ok) return outbox.close(closeCodes.notAuthenticated, 'the session is over');
    const [last] = await store.read(userId, { before: Number.MAX_SAFE_INTEGER, limit: 1 });
    if (isClosed()) return;
    const cursor = cursors.at(userId, last ?? null);
    const expiry = clock.setTimer(expiresAt - clock.now(), () =>
      outbox.close(closeCodes.notAuthenticated, 'the session token has expired'),
    );
    feed.welcome({ position: last?.position ?? 0, cursor });
    state = { kind: 'open', expiry, first: null };
    outbox.send({ $type: 'Welcome', sessionId, userId, cursor, heartbeatSeconds: deps.heartbeatSeconds });
    socket.ping(welcomePing);
    void aside(announce(deps, userId, 'came'));
  };

  const handle = async (text: string): Promise<void> => {
    if (state.kind !== 'open') return;
    state.first?.cancel();
    try {
      await handleText(text);
    } finally {
      // Where it resumed, it has begun.
      feed.begin();
    }
  };

  const handleText = async (text: string): Promise<void> => {
    const decoded = decodeClientFrame(text);
    if (!decoded.ok) {
      const { field, reason } = decoded;
      const title = field === '' ? `The frame ${reason}.` : `${field} ${reason}`;
      const problem = { code: relayCodes.invalidFrame, title, ...(field === '' ? {} : { field }) };
      return outbox.send({ $type: 'Rejected', problem });
    }
    const { frame } = decoded;
    telemetry.count('parley_relay_frames_total', { type: frame.$type });
    try {
      await handleFrame(deps, frameSession, frame);
    } catch (failure) {
      telemetry.log('WARNING', 'A frame could not be handled', {
        frame: frame.$type,
        error: failure instanceof Error ? failure.name : typeof failure,
        code: String((failure as { code?: unknown } | null)?.code ?? ''),
      });
      // Where it goes on is not known: it comes back and asks again, instead of going on without what it missed.
      if (frame.$type === 'Resume') return outbox.close(closeCodes.goingAway, 'the inbox can’t be read now');
      outbox.send(unavailable(frame.$type === 'SendMessage' ? frame.messageUid : undefined));
    }
  };

  // Frames are handled one after the other: a message never overtakes the one that was sent before it.
  let last = open().catch(() => {
    telemetry.log('WARNING', 'A session could not be opened', { relayId: deps.relayId });
    outbox.close(closeCodes.goingAway, 'the relay is not ready');
  });

  socket.on('message', (bytes, isBinary) => {
    if (isClosed() || socket.readyState !== socket.OPEN) return;
    if (isBinary) return outbox.close(1003, 'frames are texts');
    if (bytes.length > limits.frameBytes)
      return outbox.close(closeCodes.frameTooLarge, 'the frame is too large');
    if (!frames.take('').ok || waiting >= mostWaiting)
      return outbox.close(closeCodes.rate, 'too many frames');
    waiting++;
    last = last.then(() => handle(bytes.toString('utf8'))).finally(() => waiting--);
  });
  // Each ping is answered, whether or not the answers are read: pings and pongs count as frames.
  const countControl = () => {
    if (!isClosed() && !frames.take('').ok) outbox.close(closeCodes.rate, 'too many frames');
  };
  socket.on('ping', countControl);
  socket.on('pong', (data) => {
    countControl();
    if (data.toString() !== welcomePing) answered = true;
    else if (state.kind === 'open' && state.first === null)
      state = { ...state, first: clock.setTimer(firstFrameMilliseconds, () => feed.begin()) };
  });
  // What a peer does wrong with the protocol closes its socket, with the code that RFC 6455 has for it.
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) =>
    socket.on('close', (code) => {
      telemetry.count('parley_relay_closes_total', { code: String(code) });
      resolve();
    }),
  );
  // Recorded or being recorded: it is forgotten after whatever is under way.
  const forget = async () => {
    await last;
    await store.deleteSession(sessionId, clock.now());
  };
  const ended = closed.then(() => {
    if (state.kind === 'open') {
      state.expiry.cancel();
      state.first?.cancel();
    }
    state = { kind: 'closed' };
    feed.close();
    return forget()
      .catch(() => telemetry.log('WARNING', 'A session’s record stays until its relay’s lease ends'))
      .finally(() => opened.onEnded(session))
      .then(() => aside(announce(deps, userId, 'went')));
  });

  const session: Session = {
    sessionId,
    holder,
    ended,
    deliver: (entry) => feed.deliver(entry),
    notice(frame) {
      if (state.kind !== 'open') return;
      if (frame.$type === 'Presence') watch.offer(frame);
      else outbox.send(frame);
    },
    watch,
    beat() {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
      outbox.send({ $type: 'Ping' });
    },
    goAway(reconnectAfterMs) {
      outbox.send({ $type: 'GoingAway', reconnectAfterMs });
      outbox.close(closeCodes.goingAway, 'the relay goes away');
    },
    close: (code, reason) => outbox.close(code, reason),
  };
  return session;
}
