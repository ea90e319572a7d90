import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Inbox, InboxEntry } from '@parley/ports';
import { fromBase64url, toBase64url } from './base64url';
import type { KeyRing } from './key-ring';

/** Texts that a client hands back later: unreadable to nobody, but nobody else's and never its own. */
export interface Seals {
  /** The text, bound to the user and the kind of list it continues. */
  seal(userId: number, kind: string, text: string): string;
  /** The text, or null when this seal was not made for this user and kind by one of the ring's keys. */
  open(userId: number, kind: string, sealed: string): string | null;
}

const macBytes = 16;
const mostCharacters = 1024;

/** Seals by HMAC-SHA-256, cut to 128 bits, with keys of the ring: the first makes them, all recognise them. */
export function createSeals(ring: KeyRing): Seals {
  const mac = (key: KeyObject, userId: number, kind: string, text: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify(['parley-cursor', userId, kind, text]))
      .digest()
      .subarray(0, macBytes);
  return {
    seal: (userId, kind, text) =>
      toBase64url(Buffer.concat([mac(ring.first.key, userId, kind, text), Buffer.from(text, 'utf8')])),
    open(userId, kind, sealed) {
      const bytes = sealed.length > mostCharacters ? null : fromBase64url(sealed);
      if (bytes === null || bytes.length < macBytes) return null;
      const text = Buffer.from(bytes.subarray(macBytes)).toString('utf8');
      const made = bytes.subarray(0, macBytes);
      const genuine = [...ring.all.values()].some(({ key }) =>
        timingSafeEqual(mac(key, userId, kind, text), made),
      );
      return genuine ? text : null;
    },
  };
}

/** Cursors into inboxes: one names an entry by position and message, and means that all up to it was read. */
export interface InboxCursors {
  /** The cursor of the user's entry; null for the place before the first one. */
  at(userId: number, entry: Pick<InboxEntry, 'position' | 'senderId' | 'messageUid'> | null): string;
  /**
   * The position that the cursor names, or null when it is forged, another user's, from the future, or when its entry
   * is not what it was (the inbox was restored from a backup): its holder must then read anew.
   */
  resolve(userId: number, cursor: string): Promise<number | null>;
}

const beginning = '0';
/** A place after the beginning; no inbox is longer. */
const numbered = /^([1-9]\d{0,14})\//;
const placeOf = (entry: Pick<InboxEntry, 'position' | 'senderId' | 'messageUid'> | null): string =>
  entry === null ? beginning : `${entry.position}/${entry.senderId}/${entry.messageUid}`;
/** Owners whose seals are remembered; a seal costs as much as writing to a socket. */
const mostOwners = 10_000;

/**
 * A cursor is its owner's seal, of nothing but whose it is, and the place in clear: what a place names is compared with the
 * inbox itself, so a place that was changed names nothing.
 * @param epoch the store's: a restored backup has another, so that every cursor from before it is refused, also one whose
 *   entry was written anew
 */
export function createInboxCursors(seals: Seals, inbox: Pick<Inbox, 'read'>, epoch: string): InboxCursors {
  const kind = `inbox/${epoch}`;
  const owners = new Map<number, string>();
  const ownerOf = (userId: number): string => {
    const known = owners.get(userId);
    if (known !== undefined) return known;
    const owner = seals.seal(userId, kind, '');
    if (owners.size >= mostOwners) owners.clear();
    owners.set(userId, owner);
    return owner;
  };
  // The sockets of one person ask for the cursor of the very same entry, one after the other.
  let last: { userId: number; entry: object; cursor: string } | null = null;
  const cursorOf = (userId: number, entry: Parameters<InboxCursors['at']>[1]): string =>
    `${ownerOf(userId)}.${Buffer.from(placeOf(entry), 'latin1').toString('base64url')}`;
  return {
    at(userId, entry) {
      if (entry === null) return cursorOf(userId, null);
      if (last?.entry !== entry || last.userId !== userId)
        last = { userId, entry, cursor: cursorOf(userId, entry) };
      return last.cursor;
    },
    async resolve(userId, cursor) {
      const at = cursor.length > mostCharacters ? -1 : cursor.lastIndexOf('.');
      const bytes = at < 0 ? null : fromBase64url(cursor.slice(at + 1));
      if (bytes === null || seals.open(userId, kind, cursor.slice(0, at)) !== '') return null;
      const place = Buffer.from(bytes).toString('latin1');
      if (place === beginning) return 0;
      const position = Number(numbered.exec(place)?.[1] ?? 0);
      if (position === 0) return null;
      const [entry] = await inbox.read(userId, { after: position - 1, before: position + 1, limit: 1 });
      return entry !== undefined && placeOf(entry) === place ? position : null;
    },
  };
}
