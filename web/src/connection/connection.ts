import { decodeServerFrame, encodeFrame, type ClientFrame, type ServerFrame } from '@parley/envelope';
import { waitBefore, type Backoff } from './backoff';

/** What the connection needs of a WebSocket; the browser's own has it. */
export interface Socket {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** Time, handed in. */
export interface Timers {
  now(): number;
  /** Calls back once after `milliseconds`; the returned function cancels it. */
  after(milliseconds: number, callback: () => void): () => void;
}

/** Where the connection stands; the page shows it. */
export type Phase =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'online' }
  /** Away; the next try is at `retryAt` (ms since the epoch). */
  | { readonly kind: 'waiting'; readonly retryAt: number }
  /** The server will not have us: no further try is made. */
  | { readonly kind: 'refused'; readonly reason: 'signed-out' | 'origin' };

export interface ConnectionOptions {
  readonly open: (protocols: readonly string[]) => Socket;
  readonly timers: Timers;
  /** Draws from [0, 1). */
  readonly random: () => number;
  /**
   * A session token that has not expired, or null when there is none any more. `refused` is the token that the server
   * has just refused: another one is wanted. Rejects when no answer could be had; the connection then tries again.
   */
  readonly token: (refused: string | null) => Promise<string | null>;
  /** The place in the inbox up to which all was received; null when nothing was, and nothing is to be sent again. */
  readonly cursor: () => string | null;
  readonly onPhase: (phase: Phase) => void;
  readonly onFrame: (frame: ServerFrame) => void;
  /** The server cannot continue from the cursor: what was received must be dropped. What is new comes nevertheless. */
  readonly onReload: () => void;
  readonly backoff?: Backoff;
  /** Milliseconds a new socket may take to its `Welcome`. */
  readonly patience?: number;
}

const closeCodes = { unauthenticated: 4401, origin: 4403, slowConsumer: 4408, rate: 4429 } as const;

/**
 * One signed-in session's connection to the relay: connects, resumes after the last cursor, notices silence, and comes
 * back with growing, jittered waits. Frames may repeat; whoever receives them drops what it has.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #backoff: Backoff;
  #phase: Phase = { kind: 'stopped' };
  #socket: Socket | null = null;
  #attempt = 0;
  /** The token in use, and the one that was refused since the last `Welcome`. */
  #token: string | null = null;
  #refused: string | null = null;
  #silence = 0;
  /** The one pending timer: until `Welcome`, until silence is too long, or until the next try. */
  #cancel = () => {};
  /** When a relay that drains asked us to come back (ms since the epoch), else 0. */
  #comeBackAt = 0;
  /** Counts the tries, so that a late answer of an abandoned one is ignored. */
  #round = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#backoff = options.backoff ?? { first: 500, most: 30_000 };
  }

  get phase(): Phase {
    return this.#phase;
  }

  /** Connects, and stays connected until `stop`. */
  start(): void {
    if (this.#phase.kind === 'stopped') void this.#connect();
  }

  /** Closes the socket; nothing is called back any more. */
  stop(): void {
    this.#abandon();
    this.#enter({ kind: 'stopped' });
  }

  /** The network seems to be back: does not wait out the pause. */
  wake(): void {
    if (this.#phase.kind !== 'waiting') return;
    this.#attempt = 0;
    void this.#connect();
  }

  /** Writes the frame when online; false when it was not written. Written is not yet received. */
  send(frame: ClientFrame): boolean {
    if (this.#phase.kind !== 'online' || this.#socket === null) return false;
    this.#socket.send(encodeFrame(frame));
    return true;
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#options.onPhase(phase);
  }

  /** Forgets the socket and the timer; their late events find nobody. */
  #abandon(): void {
    this.#round++;
    this.#cancel();
    this.#cancel = () => {};
    this.#comeBackAt = 0;
    const socket = this.#socket;
    this.#socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close(1000);
  }

  #timer(milliseconds: number, callback: () => void): void {
    this.#cancel();
    this.#cancel = this.#options.timers.after(milliseconds, callback);
  }

  async #connect(): Promise<void> {
    this.#abandon();
    const round = this.#round;
    this.#enter({ kind: 'connecting' });
    let token: string | null;
    try {
      token = await this.#options.token(this.#refused);
    } catch {
      if (round === this.#round) this.#retry();
      return;
    }
    if (round !== this.#round) return;
    // A token that was refused once is refused again: the session is over, and asking on would be a loop.
    if (token === null || token === this.#refused)
      return this.#enter({ kind: 'refused', reason: 'signed-out' });
    this.#token = token;
    const socket = this.#options.open(['parley.v1', `bearer.${token}`]);
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = ({ code }) => this.#closed(code);
    this.#timer(this.#options.patience ?? 15_000, () => this.#retry());
  }

  #receive(data: unknown): void {
    const decoded = typeof data === 'string' ? decodeServerFrame(data) : { ok: false as const };
    this.#listen();
    // A frame of a newer server is no reason to fall silent: what is not understood is passed over.
    if (!decoded.ok) return;
    const { frame } = decoded;
    if (frame.$type === 'Welcome') this.#welcome(frame.heartbeatSeconds, frame.cursor);
    if (frame.$type === 'GoingAway') this.#goingAway(frame.reconnectAfterMs);
    if (frame.$type === 'Rejected' && frame.problem.reload === true) return this.#options.onReload();
    this.#options.onFrame(frame);
  }

  #welcome(heartbeatSeconds: number, head: string): void {
    this.#attempt = 0;
    this.#refused = null;
    this.#silence = heartbeatSeconds * 2_500;
    this.#enter({ kind: 'online' });
    this.#listen();
    // The relay goes live with the first frame: whoever has no place of their own begins at the inbox's end.
    this.send({ $type: 'Resume', after: this.#options.cursor() ?? head });
  }

  /** Two heartbeats may be missed; after that the line is dead, whatever the operating system believes. */
  #listen(): void {
    if (this.#phase.kind !== 'online' || this.#comeBackAt > 0) return;
    if (this.#silence > 0) this.#timer(this.#silence, () => this.#retry());
    else this.#cancel();
  }

  #goingAway(afterMs: number): void {
    const wait = afterMs + Math.round(this.#options.random() * 1_000);
    this.#comeBackAt = this.#options.timers.now() + wait;
    this.#timer(wait, () => void this.#connect());
  }

  #closed(code: number): void {
    if (code === closeCodes.origin) {
      this.#abandon();
      return this.#enter({ kind: 'refused', reason: 'origin' });
    }
    if (code === closeCodes.unauthenticated) {
      this.#refused = this.#token;
      this.#socket = null;
      void this.#connect();
      return;
    }
    this.#retry(code);
  }

  #retry(code?: number): void {
    const { timers, random } = this.#options;
    const asked = Math.max(0, this.#comeBackAt - timers.now());
    this.#abandon();
    const grown = waitBefore(this.#attempt, this.#backoff, random());
    const wait = asked > 0 ? asked : code === closeCodes.rate ? Math.max(grown, 5_000) : grown;
    // A slow consumer is well: it only has to read on, so its waits do not grow.
    if (code !== closeCodes.slowConsumer) this.#attempt++;
    this.#timer(wait, () => void this.#connect());
    this.#enter({ kind: 'waiting', retryAt: timers.now() + wait });
  }
}
