import type { Database } from './database';
import type { AutoReply, Ids, Settings, UserSettings } from '@parley/ports';
import { hasCode, status } from '../status';
import {
  fieldsIfThere,
  fieldsOf,
  isBoolean,
  isInteger,
  isNumber,
  isString,
  isStrings,
  type Shape,
} from './documents';
import { documentOf } from './paths';

const usual = ['jolie-exec', 'auto-reply', 'router'];
const never = { enabled: false, messageBody: '', minIntervalSeconds: 0, revision: 0 };

const pipelineShape: Shape<{ stages: string[] }> = { stages: isStrings };
const epochShape: Shape<{ epoch: string }> = { epoch: isString };
const userShape: Shape<UserSettings> = { timeZone: isString };
const autoReplyShape: Shape<AutoReply & { revision: number }> = {
  enabled: isBoolean,
  messageBody: isString,
  minIntervalSeconds: isInteger,
  revision: isNumber,
};

const withoutRevision = ({ enabled, messageBody, minIntervalSeconds }: AutoReply): AutoReply => ({
  enabled,
  messageBody,
  minIntervalSeconds,
});

/** `settings/pipeline`, `settings/epoch`, and `users/{userId}/settings/{auto-reply|user}`. */
export function settings(db: Database, ids: Ids): Settings {
  const ofUser = (userId: number, name: 'auto-reply' | 'user') => documentOf(db, userId, 'settings', name);
  return {
    async pipeline() {
      const standing = fieldsIfThere(await db.doc('settings/pipeline').get(), pipelineShape);
      return standing?.stages ?? usual;
    },
    async putPipeline(stages) {
      await db.doc('settings/pipeline').set({ stages: [...stages] });
    },
    async autoReply(userId) {
      const standing = fieldsIfThere(await ofUser(userId, 'auto-reply').get(), autoReplyShape);
      return standing === null ? null : withoutRevision(standing);
    },
    changeAutoReply: (userId, change, revision) =>
      db.runTransaction(async (transaction) => {
        const document = ofUser(userId, 'auto-reply');
        const standing = fieldsIfThere(await transaction.get(document), autoReplyShape) ?? never;
        if (revision < standing.revision) return withoutRevision(standing);
        const changed = withoutRevision({ ...standing, ...change });
        transaction.set(document, { ...changed, revision });
        return changed;
      }),
    async userSettings(userId) {
      return fieldsIfThere(await ofUser(userId, 'user').get(), userShape) ?? { timeZone: 'UTC' };
    },
    async putUserSettings(userId, { timeZone }) {
      await ofUser(userId, 'user').set({ timeZone });
    },
    async epoch() {
      const document = db.doc('settings/epoch');
      const standing = await document.get();
      if (standing.exists) return fieldsOf(standing, epochShape).epoch;
      await document.create({ epoch: ids.uuid() }).catch((failure: unknown) => {
        if (!hasCode(failure, status.alreadyExists)) throw failure;
      });
      return fieldsOf(await document.get(), epochShape).epoch;
    },
  };
}
