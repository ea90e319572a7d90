import type { InboxCursors } from '@parley/accounts';
import type { Clock, Inbox, InboxEntry, Telemetry, Timer } from '@parley/ports';
import { frameOf, type Arrived, type FramesOf } from './arrivals';
import type { Outbox } from './outbox';

/** An entry's position and the cursor that names it; null for the cursor of the beginning. */
export interface Place {
  readonly position: number;
  readonly cursor: string | null;
}

/** What the feeds of one relay share. */
export interface FeedDeps {
  readonly inbox: Pick<Inbox, 'read'>;
  readonly cursors: InboxCursors;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  readonly framesOf: FramesOf;
  /** Called with what was written to a person because it was missed before. */
  readonly onCaughtUp: (userId: number, entries: readonly InboxEntry[]) => void;
}

const pageSize = 50;
const mostBeyond = 500;
/** After a gap, or when a reading failed, the inbox is read on after this long (ms); at most 30 s may pass. */
const readOnMilliseconds = 1_000;
const mostReadOnMilliseconds = 30_000;

/** What a session without a gap has beyond one. */
const noneBeyond: ReadonlySet<number> = new Set();

/**
 * Gives one session its inbox without gaps: live messages as they come, and from the inbox itself whatever did not
 * come. A frame's cursor is the last place up to which its client has everything.
 *
 * `waiting`: nothing is written before the client was welcomed and has said where it reads on, or that it does not.
 * `reading`: the inbox is read; live messages are only noted, since the reading comes to them.
 * `live`: live messages are written as they come.
 *
 * There is one for each socket: its state lies in fields, without objects of their own.
 */
export class InboxFeed {
  #state: 'waiting' | 'reading' | 'live' | 'closed' = 'waiting';
  /** While it waits or reads: whether something came that was not written. */
  #noted = false;
  /** The last place up to which the session has all; a cursor that is null is the beginning's. */
  #position = 0;
  #cursor: string | null = null;
  /** What it has after a gap. */
  #beyond = noneBeyond;
  /** When the inbox is read on. */
  #timer: Timer | null = null;
  /** Where the inbox ended when the client was welcomed. */
  #welcomed = 0;
  /** Whether it is known up to where the client has read. */
  #isPlaceKnown = false;
  #failures = 0;
  /** Counts the readings, so that one which was overtaken by a `resume` stops. */
  #round = 0;

  constructor(
    private readonly deps: FeedDeps,
    private readonly userId: number,
    private readonly outbox: Pick<Outbox, 'sendAll' | 'sendAndWait'>,
  ) {}

  /** Whether the client has not begun, or was not welcomed. */
  get isWaiting(): boolean {
    return this.#state === 'waiting';
  }

  /** The session is welcomed at the end of its inbox, here. What comes waits for the client's first word. */
  welcome(position: number): void {
    this.#welcomed = position;
  }

  /**
   * The client did not resume: what came since the welcome is written, then what comes. Up to where it has read is not
   * known, unless there was nothing to read, and it may still resume: so every cursor is that of the inbox's beginning,
   * which leaves out nothing.
   */
  begin(): void {
    if (this.#state !== 'waiting') return;
    this.#isPlaceKnown = this.#welcomed === 0;
    this.#position = this.#welcomed;
    // What waited was delivered here all the same: its senders were told so.
    if (this.#noted) void this.#read(noneBeyond, false);
    else this.#goLive();
  }

  /** Writes everything after this place, in order, then goes on live. `missed`: none of it was on this screen before. */
  resume(from: Place, missed = true): void {
    if (this.#state === 'closed') return;
    this.#isPlaceKnown = true;
    this.#stopTimer();
    this.#position = from.position;
    this.#cursor = from.cursor;
    void this.#read(noneBeyond, missed);
  }

  /**
   * The client's cursor was refused, which makes void what it had: it has read as far as it was welcomed. Until it is given
   * a cursor of something behind that, it has the beginning's.
   */
  restart(): void {
    this.resume({ position: this.#welcomed, cursor: null }, false);
  }

  /** Messages arrived for the user, one or more. */
  deliver(arrived: Arrived): void {
    if (this.#state === 'closed') return;
    if (this.#state !== 'live') {
      this.#noted = true;
      return;
    }
    if (this.#beyond === noneBeyond && this.#timer === null && this.#isNext(arrived)) {
      // Positions have no gaps: the next one after all that was read makes all up to itself.
      const before = arrived.length === 1 ? '' : this.#cursorNow();
      this.#advance(arrived.at(-1)!);
      return this.outbox.sendAll(this.deps.framesOf(arrived, before, this.#cursorNow()));
    }
    for (const entry of arrived) this.#deliverOne(entry);
  }

  close(): void {
    this.#stopTimer();
    this.#round++;
    this.#state = 'closed';
  }

  /** Whether these follow all that was read, and one another. */
  #isNext(arrived: Arrived): boolean {
    let position = this.#position;
    for (const entry of arrived) if (entry.position !== ++position) return false;
    return true;
  }

  #deliverOne(entry: InboxEntry): void {
    const { position } = entry;
    if (position <= this.#position || this.#beyond.has(position)) return;
    if (position === this.#position + 1 && this.#beyond === noneBeyond && this.#timer === null) {
      this.#advance(entry);
      return this.outbox.sendAll([frameOf(entry, this.#cursorNow())]);
    }
    // Who has so much beyond a gap waits for the reading that closes it.
    if (this.#beyond.size >= mostBeyond) return;
    this.outbox.sendAll([frameOf(entry, this.#cursorNow())]);
    this.#beyond = new Set(this.#beyond).add(position);
    if (this.#timer === null) this.#readOnAfter(readOnMilliseconds);
  }

  #cursorNow(): string {
    return this.#cursor ?? this.deps.cursors.at(this.userId, null);
  }

  /** The session has all up to this entry. */
  #advance(entry: InboxEntry): void {
    this.#position = entry.position;
    if (this.#isPlaceKnown) this.#cursor = this.deps.cursors.at(this.userId, entry);
  }

  #goLive(beyond = noneBeyond): void {
    this.#state = 'live';
    this.#beyond = beyond;
  }

  #readOnAfter(milliseconds: number): void {
    this.#timer = this.deps.clock.setTimer(milliseconds, () => {
      this.#timer = null;
      if (this.#state === 'live') void this.#read(this.#beyond);
    });
  }

  #stopTimer(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  /** Reads on from where the session is until the inbox ends; what lies in `has` was written before. */
  async #read(has: ReadonlySet<number>, missed = true): Promise<void> {
    const mine = ++this.#round;
    const isMine = () => mine === this.#round && this.#state === 'reading';
    const { userId, outbox } = this;
    const { inbox, telemetry, onCaughtUp } = this.deps;
    this.#state = 'reading';
    this.#beyond = noneBeyond;
    this.#noted = false;
    try {
      for (;;) {
        const entries = await inbox.read(userId, { after: this.#position, limit: pageSize });
        for (const entry of entries) {
          if (!isMine()) return;
          this.#advance(entry);
          if (!has.has(entry.position)) await outbox.sendAndWait(frameOf(entry, this.#cursorNow()));
        }
        if (!isMine()) return;
        if (missed && entries.length > 0) onCaughtUp(userId, entries);
        if (entries.length < pageSize && !this.#noted) break;
        this.#noted &&= entries.length === pageSize;
      }
      this.#failures = 0;
      this.#goLive();
    } catch {
      if (!isMine()) return;
      telemetry.log('WARNING', 'An inbox could not be read; it will be tried again', { userId });
      this.#goLive(has);
      this.#readOnAfter(Math.min(mostReadOnMilliseconds, readOnMilliseconds * 2 ** this.#failures++));
    }
  }
}
