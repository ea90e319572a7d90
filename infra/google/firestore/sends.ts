import type { Database } from './database';
import type { SendRecord, Sends } from '@parley/ports';
import { hasCode, status } from '../status';
import { fieldsOf, isInteger, isString, type Shape } from './documents';

const shape: Shape<SendRecord> = {
  senderId: isInteger,
  messageUid: isString,
  contentHash: isString,
  sentAt: isString,
  sessionId: isString,
};

/** `sends/{senderId}.{messageUid}`: created once, never changed. */
export function sends(db: Database): Sends {
  return {
    async recordSend({ senderId, messageUid, contentHash, sentAt, sessionId }) {
      const send = { senderId, messageUid, contentHash, sentAt, sessionId };
      const document = db.doc(`sends/${senderId}.${messageUid}`);
      try {
        await document.create(send);
        return send;
      } catch (failure) {
        // Also when the answer to a creation that succeeded was lost and it was sent again: what stands is this send.
        if (!hasCode(failure, status.alreadyExists)) throw failure;
      }
      return fieldsOf(await document.get(), shape);
    },
  };
}
