import type { Bucket } from '@google-cloud/storage';
import type { Clock, DeadLetter } from '@parley/ports';
import { GoogleError } from '../errors';
import type { DeadLetterArchive } from '../pubsub/archive';
import { hasCode } from '../status';
import { unlessMissing } from './missing';

const folder = 'dead-letters/';
const preconditionFailed = 412;
/** Who claimed a letter and then died does not hold it for longer. */
const claimMilliseconds = 10 * 60_000;
const idPattern = /^[0-9A-Za-z-]{1,100}$/;

const isLetter = (value: unknown): value is DeadLetter => {
  const { id, topic, reason, attempts, at, data, attributes } = (value ?? {}) as Partial<DeadLetter>;
  return (
    [id, topic, reason, at, data].every((each) => typeof each === 'string') &&
    typeof attempts === 'number' &&
    typeof attributes === 'object'
  );
};

/** Dead letters as objects `dead-letters/{id}.json`, whose names are in the order of their publishing. */
export function createDeadLetterArchive(
  bucket: Bucket,
  { clock }: { readonly clock: Clock },
): DeadLetterArchive {
  const fileOf = (id: string) => bucket.file(`${folder}${id}.json`);
  const idOf = (name: string) => name.slice(folder.length, -'.json'.length);

  const read = (id: string): Promise<DeadLetter | null> =>
    unlessMissing(async () => {
      const [bytes] = await fileOf(id).download();
      const letter = JSON.parse(bytes.toString('utf8')) as unknown;
      if (isLetter(letter)) return letter;
      throw new GoogleError('damaged-document', `The dead letter ${id} is not what Parley writes there.`);
    });

  return {
    async put(letter) {
      await fileOf(letter.id)
        .save(JSON.stringify(letter), {
          resumable: false,
          contentType: 'application/json',
          preconditionOpts: { ifGenerationMatch: 0 },
        })
        .catch((failure: unknown) => {
          if (!hasCode(failure, preconditionFailed)) throw failure;
        });
    },
    async list(after, limit) {
      const [files] = await bucket.getFiles({
        prefix: folder,
        autoPaginate: false,
        maxResults: limit + 2,
        ...(after === null ? {} : { startOffset: `${folder}${after}.json` }),
      });
      const later = files.map(({ name }) => idOf(name)).filter((id) => after === null || id > after);
      const letters = await Promise.all(later.slice(0, limit).map(read));
      const deadLetters = letters.filter((letter) => letter !== null);
      return { deadLetters, next: later.length > limit ? later[limit - 1]! : null };
    },
    get: async (id) => (idPattern.test(id) ? read(id) : null),
    async claim(id) {
      if (!idPattern.test(id)) return null;
      const claimed = await unlessMissing(async () => {
        const [metadata] = await fileOf(id).getMetadata();
        const since = Number(metadata.metadata?.['claimedAt'] ?? 0);
        if (clock.now() - since < claimMilliseconds) return false;
        try {
          await fileOf(id).setMetadata(
            { metadata: { claimedAt: String(clock.now()) } },
            { ifMetagenerationMatch: Number(metadata.metageneration) },
          );
          return true;
        } catch (failure) {
          if (hasCode(failure, preconditionFailed)) return false;
          throw failure;
        }
      });
      return claimed === true ? read(id) : null;
    },
    async remove(id) {
      await fileOf(id).delete({ ignoreNotFound: true });
    },
  };
}
