import { encodeFrame } from '@parley/envelope';
import type { Socket, SocketListener } from '@parley/relay';
import type { Socket as PageSocket } from '../../../../web/src/connection';
import { chanceOf, type Chance } from './chance';
import type { Process, Surroundings } from './process';
import type { Subject } from './world';

const open = 1;
const closing = 2;
const ended = 3;
/** What a close says that nobody sent (RFC 6455, 7.4.1). */
const abnormal = 1006;

type Parcel =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'ping' | 'pong'; readonly data: string }
  | { readonly kind: 'close'; readonly code: number };

type Side = 'server' | 'page';

/**
 * A WebSocket between a relay and a page: both ends, and the connection between them. What one end sends comes to the
 * other in its order, after a while; or it does not, when the connection is cut or dead.
 */
export class Line {
  readonly server: Socket;
  readonly page: PageSocket;
  readonly #chance: Chance;
  #listener: SocketListener | null = null;
  /** Whether each end still reads and writes; the connection's own state is `#isCut` and `#isDead`. */
  #serverState = open;
  #isPageOpen = true;
  #isCut = false;
  #isDead = false;
  #parcels = 0;
  /** When the last parcel towards each side comes. */
  readonly #busyUntil: Record<Side, number> = { server: 0, page: 0 };
  #unread = 0;
  #paused: (() => void)[] | null = null;
  /** The page reads nothing before this time. */
  #pageReadsFrom = 0;

  constructor(
    private readonly name: string,
    private readonly relay: Process,
    private readonly around: Surroundings,
  ) {
    this.#chance = chanceOf(around.seed, name);
    this.server = this.#serverEnd();
    this.page = this.#pageEnd();
    // A machine whose process ended closes its connections, unless it went with the process.
    relay.onEnd(() => (this.#chance.draw() < 0.7 ? this.#cut() : (this.#isDead = true)));
  }

  #serverEnd(): Socket {
    const state = () => this.#serverState;
    const unread = () => this.#unread;
    const socket: Socket = {
      get readyState() {
        return state();
      },
      OPEN: open,
      get bufferedAmount() {
        return unread();
      },
      send: (frame, taken) => {
        const text = encodeFrame(frame);
        this.#unread += text.length;
        this.#carry('page', { kind: 'text', text });
        if (taken !== undefined) this.#soon(() => taken(), this.relay);
      },
      sendAll: (frames) => {
        for (const frame of frames) socket.send(frame);
      },
      ping: (data = '') => this.#carry('page', { kind: 'ping', data }),
      close: (code) => {
        if (this.#serverState !== open) return;
        this.#serverState = closing;
        this.#carry('page', { kind: 'close', code });
      },
      terminate: () => {
        this.#endServer(abnormal);
        this.#cut();
      },
      pause: () => void (this.#paused ??= []),
      resume: () => {
        const waiting = this.#paused ?? [];
        this.#paused = null;
        for (const each of waiting) each();
      },
      listen: (listener) => void (this.#listener = listener),
    };
    return socket;
  }

  #pageEnd(): PageSocket {
    return {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (text) => {
        if (this.#isPageOpen) this.#carry('server', { kind: 'text', text });
      },
      close: (code = 1005) => {
        if (!this.#isPageOpen) return;
        this.#isPageOpen = false;
        this.#carry('server', { kind: 'close', code });
      },
    };
  }

  #soon(happen: () => void, to: Subject | null): void {
    this.around.world.after(this.#chance.duration(0.1, 5), happen, to);
  }

  #carry(to: Side, parcel: Parcel): void {
    const { world, faults } = this.around;
    const place = `${this.name}#${++this.#parcels}`;
    const takes = this.#chance.duration(0.5, 50);
    const [cut, dead, slow] = [0, 0, 0].map(() => this.#chance.draw());
    const pause = this.#chance.duration(1_000, 60_000);
    if (this.#isCut) return;
    if (faults.strikes('cut', place, cut!)) return this.#cut();
    if (faults.strikes('half-open', place, dead!)) this.#isDead = true;
    if (this.#isDead) return;
    if (to === 'page' && faults.strikes('slow-reader', place, slow!)) this.#pageReadsFrom = world.now + pause;
    const from = to === 'page' ? this.#pageReadsFrom : 0;
    const at = Math.max(world.now + takes, this.#busyUntil[to], from);
    this.#busyUntil[to] = at;
    const subject = to === 'server' ? this.relay : null;
    world.after(
      at - world.now,
      () => {
        if (this.#isCut || this.#isDead) return;
        if (to === 'page') this.#readByPage(parcel);
        else this.#readByServer(parcel);
      },
      subject,
    );
  }

  #readByPage(parcel: Parcel): void {
    if (parcel.kind === 'text') this.#unread -= parcel.text.length;
    if (parcel.kind === 'ping') this.#carry('server', { kind: 'pong', data: parcel.data });
    if (parcel.kind === 'close') {
      this.#endPage(parcel.code);
      this.#carry('server', { kind: 'close', code: parcel.code });
    } else if (parcel.kind === 'text' && this.#isPageOpen) {
      this.page.onmessage?.({ data: parcel.text });
    }
  }

  #readByServer(parcel: Parcel): void {
    if (this.#paused !== null) return void this.#paused.push(() => this.#readByServer(parcel));
    if (parcel.kind === 'close') {
      this.#endServer(parcel.code);
      this.#cut();
    } else if (parcel.kind === 'pong') {
      this.#listener?.onPong(Buffer.from(parcel.data));
    } else if (parcel.kind === 'text') {
      this.#listener?.onMessage(Buffer.from(parcel.text), false);
    }
  }

  /** The connection ends, and both ends learn so; what was on its way is lost. */
  #cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    this.#soon(() => this.#endServer(abnormal), this.relay);
    if (!this.#isDead) this.#soon(() => this.#endPage(abnormal), null);
  }

  #endServer(code: number): void {
    if (this.#serverState === ended) return;
    this.#serverState = ended;
    this.#soon(() => this.#listener?.onClose(code), this.relay);
  }

  #endPage(code: number): void {
    if (!this.#isPageOpen) return;
    this.#isPageOpen = false;
    this.page.onclose?.({ code });
  }
}

/** A connection that nobody answers. */
export function deadSocket({ world }: Surroundings): PageSocket {
  const socket: PageSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: () => {},
    close: () => {},
  };
  world.after(5, () => socket.onclose?.({ code: abnormal }));
  return socket;
}
