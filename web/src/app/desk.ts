import { signedInApi, type Api, type Fetch, type User } from '../api';
import { Connection, type Phase, type Socket, type Timers } from '../connection';
import { Chat, type Kept } from '../features/conversation';
import { Directory, PresenceWatch } from '../features/people';
import type { KeyValues, Session, WayIn } from '../features/session';
import { Cell } from '../store';

/** What a signed-in person's page works with. */
export interface Desk {
  readonly api: Api;
  readonly directory: Directory;
  readonly chat: Chat;
  readonly presence: PresenceWatch;
  readonly phase: Cell<Phase>;
  readonly connection: Connection;
}

/** What the page gets from its surroundings. */
export interface Surroundings {
  readonly session: Session;
  /** The API's address, before `/users`. */
  readonly apiUrl: string;
  readonly wayIn: WayIn;
  readonly fetch: Fetch;
  readonly openSocket: (protocols: readonly string[]) => Socket;
  readonly timers: Timers;
  readonly random: () => number;
  readonly newUid: () => string;
  readonly soon: (callback: () => void) => void;
  /** The device's time zone, an IANA name. */
  readonly zone: string;
  /** What this device keeps of a person's chat. */
  readonly keptOf: (userId: number) => Kept;
  /** Small texts that this device keeps. */
  readonly storage: KeyValues;
}

const namesKey = (userId: number): string => `parley.people.${userId}`;

/** The names that a person's page has met, as this device keeps them. */
function namesIn(storage: KeyValues, userId: number) {
  return {
    load(): readonly User[] {
      try {
        return JSON.parse(storage.getItem(namesKey(userId)) ?? '[]') as User[];
      } catch {
        return [];
      }
    },
    save: (people: readonly User[]) => storage.setItem(namesKey(userId), JSON.stringify(people)),
  };
}

/** Forgets everything of a person on this device. */
export async function forget(ownId: number, desk: Desk, storage: KeyValues): Promise<void> {
  storage.removeItem(namesKey(ownId));
  await desk.chat.erase();
}

/** Sets up a person's desk. Nothing is asked of the server yet: that begins with `connection.start`, after `chat.open`. */
export function deskOf(ownId: number, surroundings: Surroundings): Desk {
  const { session, timers, random, newUid, soon } = surroundings;
  const phase = new Cell<Phase>({ kind: 'stopped' });
  const api = signedInApi(surroundings.apiUrl, surroundings.fetch, session.token);
  const chat = new Chat({
    ownId,
    api,
    kept: surroundings.keptOf(ownId),
    transmit: (frame) => connection.send(frame),
    now: timers.now,
    after: timers.after,
    newUid,
    soon,
  });
  const presence = new PresenceWatch((frame) => connection.send(frame));
  const connection: Connection = new Connection({
    open: surroundings.openSocket,
    timers,
    random,
    token: session.token,
    cursor: chat.cursor,
    onPhase: (now) => {
      phase.set(now);
      if (now.kind === 'online') return;
      chat.disconnected();
      presence.clear();
    },
    onFrame: (frame) => {
      chat.receive(frame);
      presence.receive(frame);
    },
    onReload: () => chat.reload(),
  });
  return {
    api,
    directory: new Directory(api, namesIn(surroundings.storage, ownId)),
    chat,
    presence,
    phase,
    connection,
  };
}
