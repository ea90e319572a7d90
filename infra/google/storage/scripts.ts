import type { Bucket } from '@google-cloud/storage';
import { silentTelemetry, type Clock, type Ids, type Scripts, type Telemetry } from '@parley/ports';
import { counted } from '../counted';
import { GoogleError } from '../errors';
import { hasCode } from '../status';
import { objectsOf } from './objects';
import { noPointer, type Pointer } from './pointer';
import { activeIn, generationPattern, liveOf, nameOf, timeOf, versionOf, type Live } from './reading';

const preconditionFailed = 412;
const tooManyRequests = 429;
const mostTries = 20;
const pauseMilliseconds = 30;

/**
 * Scripts as versioned objects: a version is a generation of the object `{userId}-{target}.ol`, and which of them is active
 * stands in the metadata of the live one. Every change has a precondition on what was read; who comes second reads again.
 * The bucket must keep noncurrent versions. Its calls are counted where `telemetry` is given.
 */
export function createScripts(
  bucket: Bucket,
  {
    clock,
    ids,
    telemetry = silentTelemetry,
  }: { readonly clock: Clock; readonly ids: Ids; readonly telemetry?: Pick<Telemetry, 'count'> },
): Scripts {
  const objects = objectsOf(bucket);

  /** Tries a change until nobody else's comes between its reading and its writing. */
  const untilUndisturbed = async <T>(name: string, change: () => Promise<T>): Promise<T> => {
    for (let tries = 1; ; tries++) {
      try {
        return await change();
      } catch (failure) {
        if (!hasCode(failure, preconditionFailed, tooManyRequests)) throw failure;
        if (tries === mostTries) {
          throw new GoogleError('contention', `${name} was changed by others all the time.`, {
            cause: failure,
          });
        }
        const [random = 0] = ids.bytes(1);
        await new Promise<void>((resolve) =>
          clock.setTimer(pauseMilliseconds * tries * (0.5 + random / 256), resolve),
        );
      }
    }
  };

  /** Writes the pointer that is made of the standing one, unless that is newer; false when `change` says so by null. */
  const point = (
    name: string,
    revision: number,
    change: (standing: Live) => Omit<Pointer, 'revision'> | null,
  ): Promise<boolean> =>
    untilUndisturbed(name, async () => {
      const live = await liveOf(objects, name);
      const next = live === null ? null : change(live);
      if (live === null || next === null) return false;
      if (revision >= live.pointer.revision) {
        await bucket
          .file(name)
          .setMetadata(
            { metadata: { active: next.version, enabled: String(next.enabled), revision: String(revision) } },
            { ifGenerationMatch: live.generation, ifMetagenerationMatch: live.metageneration },
          );
      }
      return true;
    });

  const scripts: Scripts = {
    async put(userId, target, source, revision) {
      const name = nameOf(userId, target);
      const upload = ids.uuid();
      return untilUndisturbed(name, async () => {
        const live = await liveOf(objects, name);
        if (live?.uploadedAs === upload) {
          // It was stored, and the answer lost.
          return {
            version: live.generation,
            source,
            at: timeOf((await objects.metadata(name, live.generation))!),
          };
        }
        const standing = live?.pointer ?? noPointer;
        const isNewer = revision >= standing.revision;
        const file = bucket.file(name);
        await file.save(source, {
          resumable: false,
          contentType: 'text/plain; charset=utf-8',
          preconditionOpts: {
            ifGenerationMatch: live?.generation ?? 0,
            ...(live === null ? {} : { ifMetagenerationMatch: live.metageneration }),
          },
          metadata: {
            metadata: {
              upload,
              // The generation is given by the bucket: a version points to itself by having no number.
              active: isNewer ? '' : standing.version,
              enabled: String(isNewer || standing.enabled),
              revision: String(isNewer ? revision : standing.revision),
            },
          },
        });
        return { version: String(file.metadata.generation), source, at: timeOf(file.metadata) };
      });
    },
    active: async (userId, target) => activeIn(objects, nameOf(userId, target)),
    version: async (userId, target, version) => versionOf(objects, nameOf(userId, target), version),
    async versions(userId, target, { after, limit }) {
      const name = nameOf(userId, target);
      const [files] = await bucket.getFiles({ prefix: name, versions: true });
      return files
        .filter((file) => file.name === name)
        .map(({ metadata }) => ({ version: String(metadata.generation), at: timeOf(metadata) }))
        .sort((a, b) => (BigInt(a.version) < BigInt(b.version) ? 1 : -1))
        .filter(({ version }) => after === undefined || BigInt(version) < BigInt(after))
        .slice(0, limit);
    },
    async activate(userId, target, version, revision) {
      const name = nameOf(userId, target);
      if (!generationPattern.test(version) || (await objects.metadata(name, version)) === null) return false;
      return point(name, revision, () => ({ version, enabled: true }));
    },
    enable: async (userId, target, revision) =>
      point(nameOf(userId, target), revision, ({ pointer }) => ({ version: pointer.version, enabled: true })),
    async disable(userId, target, revision) {
      await point(nameOf(userId, target), revision, ({ pointer }) => ({
        version: pointer.version,
        enabled: false,
      }));
    },
    async removeAll(userId) {
      for (const target of ['send', 'recv'] as const) {
        const name = nameOf(userId, target);
        const [files] = await bucket.getFiles({ prefix: name, versions: true });
        for (const file of files.filter((each) => each.name === name)) {
          await bucket
            .file(name, { generation: String(file.metadata.generation) })
            .delete({ ignoreNotFound: true });
        }
      }
    },
  };
  return counted(scripts, { service: 'storage', telemetry });
}
