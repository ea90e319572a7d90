import { signedInApi, type Api, type Fetch } from '../api';
import { Connection, type Phase, type Socket, type Timers } from '../connection';
import { Chat } from '../features/conversation';
import { Directory } from '../features/people';
import type { KeyValues, Session } from '../features/session';
import { Cell } from '../store';

/** What a signed-in person's page works with. */
export interface Desk {
  readonly api: Api;
  readonly directory: Directory;
  readonly chat: Chat;
  readonly phase: Cell<Phase>;
  readonly connection: Connection;
}

/** What the page gets from its surroundings. */
export interface Surroundings {
  readonly session: Session;
  /** The API's address, before `/users`. */
  readonly apiUrl: string;
  /** Who can be tried as without a password. */
  readonly samples: readonly string[];
  readonly fetch: Fetch;
  readonly openSocket: (protocols: readonly string[]) => Socket;
  readonly timers: Timers;
  readonly random: () => number;
  readonly newUid: () => string;
  readonly soon: (callback: () => void) => void;
  /** The device's time zone, an IANA name. */
  readonly zone: string;
  /** Keeps how far conversations were read. */
  readonly storage: KeyValues;
}

function seenIn(storage: KeyValues, userId: number) {
  const key = `parley.seen.${userId}`;
  return {
    load(): Record<string, number> | null {
      try {
        return JSON.parse(storage.getItem(key) ?? 'null') as Record<string, number> | null;
      } catch {
        return null;
      }
    },
    save: (seen: Record<string, number>) => storage.setItem(key, JSON.stringify(seen)),
  };
}

/** Sets up a person's desk. Nothing is asked of the server yet: that begins with `connection.start`. */
export function deskOf(ownId: number, surroundings: Surroundings): Desk {
  const { session, timers, random, newUid, soon } = surroundings;
  const phase = new Cell<Phase>({ kind: 'stopped' });
  const api = signedInApi(surroundings.apiUrl, surroundings.fetch, session.token);
  const chat = new Chat({
    ownId,
    transmit: (frame) => connection.send(frame),
    now: timers.now,
    after: timers.after,
    newUid,
    soon,
    seen: seenIn(surroundings.storage, ownId),
  });
  const connection: Connection = new Connection({
    open: surroundings.openSocket,
    timers,
    random,
    token: session.token,
    onPhase: (now) => phase.set(now),
    onFrame: (frame) => chat.receive(frame),
    onReload: () => chat.reload(),
  });
  return { api, directory: new Directory(api), chat, phase, connection };
}
