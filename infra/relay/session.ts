import type { TokenHolder } from '@parley/accounts';
import { decodeClientFrame, limits, type ServerFrame } from '@parley/envelope';
import type { Timer } from '@parley/ports';
import { announce } from './announce';
import type { Arrived } from './arrivals';
import { handleFrame, unavailable, type FrameSession } from './client-frames';
import { closeCodes, relayCodes } from './codes';
import type { RelayDeps } from './deps';
import { InboxFeed, type FeedDeps } from './inbox-feed';
import { Outbox } from './outbox';
import { paced, type Pace } from './pace';
import type { Socket, SocketListener } from './socket';
import { Watch } from './watch';

/** What the sessions of one relay share. */
export interface SessionDeps extends RelayDeps {
  readonly relayId: string;
  readonly heartbeatSeconds: number;
  /** How often each client may send a frame. */
  readonly framesPace: Pace;
  readonly feeds: FeedDeps;
  /** Called when a session is over: its record forgotten and others told, as far as that was possible. */
  readonly onEnded: (session: Session) => void;
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
const typingPace: Pace = { every: limits.typingMilliseconds, burst: 1 };

/**
 * One authenticated socket: `opening` until the client was welcomed, `open` while frames go both ways, `closed` for good.
 * What comes while it opens waits. There may be many thousands of them, so what most do without is made when it is needed.
 */
export class Session implements SocketListener, FrameSession {
  readonly sessionId: string;
  readonly userId: number;
  /** The sign-in that it belongs to. */
  readonly sid: string;
  /** When its token expires, ms since the epoch. */
  readonly expiresAt: number;
  readonly feed: InboxFeed;
  readonly #deps: SessionDeps;
  readonly #socket: Socket;
  readonly #outbox: Outbox;
  #state: 'opening' | 'open' | 'closed' = 'opening';
  /** Runs while the first frame of a welcomed client is waited for. */
  #first: Timer | null = null;
  /** Whether it answered the last ping. */
  #answered = true;
  /** When the next frame, and the next word of typing, would be due. */
  #frameDue = 0;
  #typingDue = 0;
  #watch: Watch | null = null;
  /** Frames that wait for those before them; null for none. */
  #waiting: Buffer[] | null = null;
  /** What is under way: the opening, or frames, one after the other. */
  #work: Promise<void> | null;

  /** Opens it; the socket's client is welcomed when the session is recorded, and refused when that fails. */
  constructor(
    deps: SessionDeps,
    opened: {
      readonly socket: Socket;
      readonly token: string;
      readonly holder: TokenHolder;
      readonly expiresAt: number;
    },
  ) {
    const { socket, holder, expiresAt, token } = opened;
    this.#deps = deps;
    this.#socket = socket;
    this.userId = holder.userId;
    this.sid = holder.sid;
    this.expiresAt = expiresAt;
    this.sessionId = deps.ids.uuid();
    this.#outbox = new Outbox(socket, deps.clock);
    this.feed = new InboxFeed(deps.feeds, this.userId, this.#outbox);
    socket.listen(this);
    this.#work = this.#openAndHandle(token);
  }

  get isClosed(): boolean {
    return this.#state === 'closed';
  }

  /** Messages arrived for this person. */
  deliver(arrived: Arrived): void {
    this.feed.deliver(arrived);
  }

  /** A frame for this person from elsewhere; presence only of those whom this session watches. */
  notice(frame: ServerFrame): void {
    if (this.#state !== 'open') return;
    if (frame.$type === 'Presence') this.#watch?.offer(frame);
    else this.#outbox.send(frame);
  }

  /** Whom it watches; null when nobody yet. */
  get watching(): Watch | null {
    return this.#watch;
  }

  get watched(): Watch {
    const { store, clock } = this.#deps;
    return (this.#watch ??= new Watch(store, clock, (frame) => this.#outbox.send(frame)));
  }

  reply(frame: ServerFrame): void {
    this.#outbox.send(frame);
  }

  mayType(): boolean {
    const due = paced(this.#typingDue, this.#deps.clock.now(), typingPace);
    if (due !== null) this.#typingDue = due;
    return due !== null;
  }

  /** Pings it, or cuts it when it did not answer the last ping. */
  beat(): void {
    if (!this.#answered) return this.#socket.terminate();
    this.#answered = false;
    this.#socket.ping();
    this.#outbox.send({ $type: 'Ping' });
  }

  /** Tells it to come back elsewhere, and closes it. */
  goAway(reconnectAfterMs: number): void {
    this.#outbox.send({ $type: 'GoingAway', reconnectAfterMs });
    this.close(closeCodes.goingAway, 'the relay goes away');
  }

  /** Its token is no longer valid. */
  expire(): void {
    this.close(closeCodes.notAuthenticated, 'the session token has expired');
  }

  close(code: number, reason: string): void {
    this.#outbox.close(code, reason);
  }

  /** Cuts its connection. */
  cut(): void {
    this.#socket.terminate();
  }

  onMessage(bytes: Buffer, isBinary: boolean): void {
    if (this.isClosed || this.#socket.readyState !== this.#socket.OPEN) return;
    if (isBinary) return this.close(1003, 'frames are texts');
    if (bytes.length > limits.frameBytes)
      return this.close(closeCodes.frameTooLarge, 'the frame is too large');
    if (!this.#mayCome() || (this.#waiting?.length ?? 0) >= mostWaiting)
      return this.close(closeCodes.rate, 'too many frames');
    if (this.#waiting === null) this.#waiting = [bytes];
    else this.#waiting.push(bytes);
    this.#work ??= this.#handleWaiting();
  }

  // Each ping is answered, whether or not the answers are read: pings and pongs count as frames.
  onPing(): void {
    if (!this.isClosed && !this.#mayCome()) this.close(closeCodes.rate, 'too many frames');
  }

  onPong(data: Buffer): void {
    this.onPing();
    if (data.toString('latin1') !== welcomePing) this.#answered = true;
    else if (this.#state === 'open' && this.#first === null && this.feed.isWaiting)
      this.#first = this.#deps.clock.setTimer(firstFrameMilliseconds, () => this.#begin());
  }

  onClose(code: number): void {
    this.#deps.telemetry.count('parley_relay_closes_total', { code: String(code) });
    this.#stopWaiting();
    this.#state = 'closed';
    this.feed.close();
    void this.#end();
  }

  #mayCome(): boolean {
    const { clock, framesPace } = this.#deps;
    const due = paced(this.#frameDue, clock.now(), framesPace);
    if (due !== null) this.#frameDue = due;
    return due !== null;
  }

  async #openAndHandle(token: string): Promise<void> {
    try {
      await this.#open(token);
    } catch {
      this.#deps.telemetry.log('WARNING', 'A session could not be opened', { relayId: this.#deps.relayId });
      this.close(closeCodes.goingAway, 'the relay is not ready');
    }
    await this.#handleWaiting();
  }

  /** The order matters: from the moment the session is recorded no message can pass it by unseen. */
  async #open(token: string): Promise<void> {
    const { store, clock, cursors, signIn, relayId, heartbeatSeconds } = this.#deps;
    const { sessionId, userId } = this;
    await store.putSession({ sessionId, userId, relayId }, clock.now());
    // Ended between the handshake and the record, the sign-in would not have been found to be closed.
    const stillAlive = await signIn.authenticate(token, { fresh: true });
    if (!stillAlive.ok) return this.close(closeCodes.notAuthenticated, 'the session is over');
    const [last] = await store.read(userId, { before: Number.MAX_SAFE_INTEGER, limit: 1 });
    if (this.isClosed) return;
    this.feed.welcome(last?.position ?? 0);
    this.#state = 'open';
    const cursor = cursors.at(userId, last ?? null);
    this.#outbox.send({ $type: 'Welcome', sessionId, userId, cursor, heartbeatSeconds });
    this.#socket.ping(welcomePing);
    void this.#announce('came');
  }

  /** Frames are handled one after the other: a message never overtakes the one that was sent before it. */
  async #handleWaiting(): Promise<void> {
    for (let all = this.#waiting; all !== null; all = this.#waiting) {
      // What waits stays in the list until it was handled: how much that is, is bounded.
      await this.#handle(all[0]!.toString('utf8'));
      all.shift();
      if (all.length === 0) this.#waiting = null;
    }
    this.#work = null;
  }

  async #handle(text: string): Promise<void> {
    if (this.#state !== 'open') return;
    this.#stopWaiting();
    try {
      await this.#handleText(text);
    } finally {
      this.#begin();
    }
  }

  /** The client has said its first word, or was waited for long enough; where it resumed, it has begun. */
  #begin(): void {
    this.#stopWaiting();
    this.feed.begin();
  }

  #stopWaiting(): void {
    this.#first?.cancel();
    this.#first = null;
  }

  async #handleText(text: string): Promise<void> {
    const { telemetry } = this.#deps;
    const decoded = decodeClientFrame(text);
    if (!decoded.ok) {
      const { field, reason } = decoded;
      const title = field === '' ? `The frame ${reason}.` : `${field} ${reason}`;
      const problem = { code: relayCodes.invalidFrame, title, ...(field === '' ? {} : { field }) };
      return this.reply({ $type: 'Rejected', problem });
    }
    const { frame } = decoded;
    telemetry.count('parley_relay_frames_total', { type: frame.$type });
    try {
      await handleFrame(this.#deps, this, frame);
    } catch (failure) {
      telemetry.log('WARNING', 'A frame could not be handled', {
        frame: frame.$type,
        error: failure instanceof Error ? failure.name : typeof failure,
        code: String((failure as { code?: unknown } | null)?.code ?? ''),
      });
      // Where it goes on is not known: it comes back and asks again, instead of going on without what it missed.
      if (frame.$type === 'Resume') return this.close(closeCodes.goingAway, 'the inbox can’t be read now');
      this.reply(unavailable(frame.$type === 'SendMessage' ? frame.messageUid : undefined));
    }
  }

  /** Recorded or being recorded: it is forgotten after whatever is under way. */
  async #end(): Promise<void> {
    const { store, clock, telemetry, onEnded } = this.#deps;
    await this.#work;
    await store
      .deleteSession(this.sessionId, clock.now())
      .catch(() => telemetry.log('WARNING', 'A session’s record stays until its relay’s lease ends'));
    await this.#announce('went');
    onEnded(this);
  }

  /** What is told to others may fail: they hear of the next one. */
  async #announce(event: 'came' | 'went'): Promise<void> {
    await announce(this.#deps, this.userId, event).catch(() =>
      this.#deps.telemetry.log('WARNING', 'A notice could not be passed on', { sessionId: this.sessionId }),
    );
  }
}
