import type { Database } from './database';
import { decodeEnvelope } from '@parley/envelope';
import type { Clock } from '@parley/ports';
import { daysAfter } from './days';
import { fieldsIfThere, isString, type Shape } from './documents';

/** Why deliveries failed, by message and stage: Pub/Sub says of a message that ran out of attempts only how many there were. */
export interface Failures {
  /** Notes the failure of a delivery; data that is no envelope is not noted. */
  note(stage: string, data: string, reason: string): Promise<void>;
  /** The last failure of the message at the stage, or null. */
  last(stage: string, data: string): Promise<string | null>;
}

const shape: Shape<{ reason: string }> = { reason: isString };
/** Longer than a hundred attempts take. */
const keptDays = 30;

/** `failures/{stage}.{senderId}.{messageUid}`, written at each failed delivery: never sooner than its backoff. */
export function createFailures(db: Database, { clock }: { readonly clock: Clock }): Failures {
  const documentFor = (stage: string, data: string) => {
    const decoded = decodeEnvelope(data);
    if (!decoded.ok) return null;
    const { senderId, messageUid } = decoded.envelope;
    return db.doc(`failures/${stage}.${senderId}.${messageUid}`);
  };
  return {
    async note(stage, data, reason) {
      await documentFor(stage, data)?.set({ reason, expireAt: daysAfter(clock.now(), keptDays) });
    },
    async last(stage, data) {
      const document = documentFor(stage, data);
      return document === null ? null : (fieldsIfThere(await document.get(), shape)?.reason ?? null);
    },
  };
}
