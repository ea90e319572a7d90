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

/**
 * @param epoch the store's: a restored backup has another, so that every cursor from before it is refused, also one whose
 *   entry was written anew
 */
export function createInboxCursors(seals: Seals, inbox: Pick<Inbox, 'read'>, epoch: string): InboxCursors {
  const kind = `inbox/${epoch}`;
  // The sockets of one person ask for the same cursor one after the other, and a seal costs as much as a write.
  let last = { userId: 0, text: '', cursor: '' };
  return {
    at(userId, entry) {
      const text = entry === null ? beginning : `${entry.position}/${entry.senderId}/${entry.messageUid}`;
      if (last.userId !== userId || last.text !== text)
        last = { userId, text, cursor: seals.seal(userId, kind, text) };
      return last.cursor;
    },
    async resolve(userId, cursor) {
      const text = seals.open(userId, kind, cursor);
      if (text === null) return null;
      if (text === beginning) return 0;
      const [position, senderId, messageUid] = text.split('/');
      const at = Number(position);
      const [entry] = await inbox.read(userId, { after: at - 1, before: at + 1, limit: 1 });
      return entry?.messageUid === messageUid && entry?.senderId === Number(senderId) ? at : null;
    },
  };
}
