import type { ReceiveMessage } from '@parley/envelope';
import type { InboxCursors } from '@parley/accounts';
import type { Clock, Inbox, InboxEntry, Telemetry, Timer } from '@parley/ports';
import type { Outbox } from './outbox';

/**
 * What one session was given of its user's inbox.
 * `waiting`: nothing is written before the client was welcomed and has said where it reads on, or that it does not.
 * `reading`: the inbox is read; live messages are only noted, since the reading comes to them.
 * `live`: live messages are written as they come; `readTo` is how far the session has all, `beyond` what it has after a gap.
 */
type FeedState =
  | { readonly kind: 'waiting'; noted: boolean }
  | { readonly kind: 'reading'; noted: boolean; readonly readTo: Place }
  | {
      readonly kind: 'live';
      readonly readTo: Place;
      readonly beyond: ReadonlySet<number>;
      readonly timer: Timer | null;
    }
  | { readonly kind: 'closed' };

/** An entry's position and the cursor that names it. */
export interface Place {
  readonly position: number;
  readonly cursor: string;
}

export interface FeedDeps {
  readonly userId: number;
  readonly inbox: Pick<Inbox, 'read'>;
  readonly cursors: InboxCursors;
  readonly outbox: Pick<Outbox, 'send' | 'sendAndWait'>;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Called with what was written because it was missed before. */
  readonly onCaughtUp?: (entries: readonly InboxEntry[]) => void;
}

const pageSize = 50;
const mostBeyond = 500;
/** After a gap, or when a reading failed, the inbox is read on after this long (ms); at most 30 s may pass. */
const readOnMilliseconds = 1_000;
const mostReadOnMilliseconds = 30_000;

export interface InboxFeed {
  /** The session is welcomed here, at the end of its inbox. What comes waits for the client's first word. */
  welcome(at: Place): void;
  /**
   * The client did not resume: what came since the welcome is written, then what comes. Up to where it has read is not
   * known, unless there was nothing to read, and it may still resume: so every cursor is that of the inbox's beginning,
   * which leaves out nothing.
   */
  begin(): void;
  /** Writes everything after this place, in order, then goes on live. `missed`: none of it was on this screen before. */
  resume(from: Place, missed?: boolean): void;
  /** The client's cursor was refused, which makes void what it had: it has read as far as it was welcomed. */
  restart(): void;
  /** A message arrived for the user. */
  deliver(entry: InboxEntry): void;
  close(): void;
}

/**
 * Gives one session its inbox without gaps: live messages as they come, and from the inbox itself whatever did not
 * come. A frame's cursor is the last place up to which its client has everything.
 */
export function createInboxFeed(deps: FeedDeps): InboxFeed {
  const { userId, inbox, cursors, outbox, clock, telemetry, onCaughtUp = () => {} } = deps;
  let state: FeedState = { kind: 'waiting', noted: false };
  const beginning: Place = { position: 0, cursor: cursors.at(userId, null) };
  let welcomed = beginning;
  /** Whether it is known up to where the client has read. */
  let isPlaceKnown = false;
  let failures = 0;
  /** Counts the readings, so that one which was overtaken by a `resume` stops. */
  let round = 0;

  const frameOf = (entry: InboxEntry, cursor: string): ReceiveMessage => ({
    $type: 'ReceiveMessage',
    messageUid: entry.messageUid,
    conversation: entry.conversation,
    position: entry.position,
    msg: entry.messageBody,
    userId: entry.senderId,
    recipientIds: entry.recipientIds,
    fromAutoReply: entry.fromAutoReply,
    ...(entry.causedBy === undefined ? {} : { causedBy: entry.causedBy }),
    sentAt: entry.sentAt,
    cursor,
  });
  const placeOf = (entry: InboxEntry): Place => ({
    position: entry.position,
    cursor: isPlaceKnown ? cursors.at(userId, entry) : beginning.cursor,
  });

  const goLive = (readTo: Place, beyond: ReadonlySet<number> = new Set(), afterMilliseconds?: number) => {
    const timer =
      afterMilliseconds === undefined
        ? null
        : clock.setTimer(afterMilliseconds, () => {
            if (state.kind === 'live') void read(state.readTo, state.beyond);
          });
    state = { kind: 'live', readTo, beyond, timer };
  };

  /** Reads on from a place until the inbox ends; what lies in `has` was written before. */
  const read = async (from: Place, has: ReadonlySet<number>, missed = true): Promise<void> => {
    const mine = ++round;
    const isMine = () => mine === round && state.kind !== 'closed';
    let readTo = from;
    state = { kind: 'reading', noted: false, readTo };
    try {
      for (;;) {
        const entries = await inbox.read(userId, { after: readTo.position, limit: pageSize });
        for (const entry of entries) {
          if (!isMine()) return;
          readTo = placeOf(entry);
          if (!has.has(entry.position)) await outbox.sendAndWait(frameOf(entry, readTo.cursor));
        }
        if (!isMine() || state.kind !== 'reading') return;
        if (missed && entries.length > 0) onCaughtUp(entries);
        if (entries.length < pageSize && !state.noted) break;
        state = { kind: 'reading', noted: entries.length === pageSize && state.noted, readTo };
      }
      failures = 0;
      goLive(readTo);
    } catch {
      if (!isMine()) return;
      telemetry.log('WARNING', 'An inbox could not be read; it will be tried again', { userId });
      const pause = Math.min(mostReadOnMilliseconds, readOnMilliseconds * 2 ** failures++);
      goLive(readTo, has, pause);
    }
  };

  const stopTimer = () => {
    if (state.kind === 'live') state.timer?.cancel();
  };

  const resume: InboxFeed['resume'] = (from, missed = true) => {
    if (state.kind === 'closed') return;
    isPlaceKnown = true;
    stopTimer();
    void read(from, new Set(), missed);
  };

  return {
    welcome(at) {
      welcomed = at;
    },
    begin() {
      if (state.kind !== 'waiting') return;
      isPlaceKnown = welcomed.position === 0;
      const from = { ...beginning, position: welcomed.position };
      // What waited was delivered here all the same: its senders were told so.
      if (state.noted) void read(from, new Set(), false);
      else goLive(from);
    },
    resume,
    restart: () => resume(welcomed, false),
    deliver(entry) {
      if (state.kind === 'closed') return;
      if (state.kind !== 'live') {
        state.noted = true;
        return;
      }
      const { readTo, beyond, timer } = state;
      if (entry.position <= readTo.position || beyond.has(entry.position)) return;
      if (entry.position === readTo.position + 1 && beyond.size === 0 && timer === null) {
        // Positions have no gaps: the next one after all that was read makes all up to itself.
        const place = placeOf(entry);
        outbox.send(frameOf(entry, place.cursor));
        state = { kind: 'live', readTo: place, beyond, timer };
        return;
      }
      // Who has so much beyond a gap waits for the reading that closes it.
      if (beyond.size >= mostBeyond) return;
      outbox.send(frameOf(entry, readTo.cursor));
      const has = new Set(beyond).add(entry.position);
      if (timer === null) goLive(readTo, has, readOnMilliseconds);
      else state = { kind: 'live', readTo, beyond: has, timer };
    },
    close() {
      stopTimer();
      round++;
      state = { kind: 'closed' };
    },
  };
}
