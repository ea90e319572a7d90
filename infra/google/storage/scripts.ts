import type { Bucket, FileMetadata } from '@google-cloud/storage';
import { isUserId } from '@parley/envelope';
import {
  silentTelemetry,
  type Clock,
  type Ids,
  type Scripts,
  type ScriptVersion,
  type Target,
  type Telemetry,
} from '@parley/ports';
import { counted } from '../counted';
import { GoogleError } from '../errors';
import { hasCode } from '../status';
import { noPointer, pointerIn, type Pointer } from './pointer';

const notFound = 404;
const preconditionFailed = 412;
const tooManyRequests = 429;
const mostTries = 20;
const pauseMilliseconds = 30;
const generationPattern = /^[1-9]\d{0,18}$/;

/** The live object of a script, with what its metadata says. */
interface Live {
  readonly generation: string;
  readonly metageneration: string;
  readonly pointer: Pointer;
  readonly uploadedAs: string;
}

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
  const nameOf = (userId: number, target: Target): string => {
    if (!isUserId(userId) || (target !== 'send' && target !== 'recv'))
      throw new TypeError('not a user id and a target');
    return `${userId}-${target}.ol`;
  };

  const metadataOf = async (name: string, generation?: string): Promise<FileMetadata | null> => {
    try {
      const [metadata] = await bucket
        .file(name, generation === undefined ? {} : { generation })
        .getMetadata();
      return metadata;
    } catch (failure) {
      if (hasCode(failure, notFound)) return null;
      throw failure;
    }
  };

  const liveOf = async (name: string): Promise<Live | null> => {
    const metadata = await metadataOf(name);
    if (metadata === null) return null;
    const generation = String(metadata.generation);
    return {
      generation,
      metageneration: String(metadata.metageneration),
      pointer: pointerIn(name, metadata.metadata ?? {}, generation),
      uploadedAs: String(metadata.metadata?.['upload'] ?? ''),
    };
  };

  /** The whole version, or null when there is none of this name. */
  const versionOf = async (name: string, version: string): Promise<ScriptVersion | null> => {
    if (!generationPattern.test(version)) return null;
    const metadata = await metadataOf(name, version);
    if (metadata === null) return null;
    try {
      const [bytes] = await bucket.file(name, { generation: version }).download();
      return { version, source: bytes.toString('utf8'), at: timeOf(metadata) };
    } catch (failure) {
      if (hasCode(failure, notFound)) return null;
      throw failure;
    }
  };

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
      const live = await liveOf(name);
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
        const live = await liveOf(name);
        if (live?.uploadedAs === upload) {
          // It was stored, and the answer lost.
          return { version: live.generation, source, at: timeOf((await metadataOf(name, live.generation))!) };
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
    async active(userId, target) {
      const name = nameOf(userId, target);
      const live = await liveOf(name);
      if (live === null || !live.pointer.enabled) return null;
      const version = await versionOf(name, live.pointer.version);
      if (version !== null) return version;
      throw new GoogleError('script-vanished', `${name}, generation ${live.pointer.version}, is not there.`);
    },
    version: async (userId, target, version) => versionOf(nameOf(userId, target), version),
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
      if (!generationPattern.test(version) || (await metadataOf(name, version)) === null) return false;
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

const timeOf = ({ timeCreated }: FileMetadata): string => new Date(timeCreated ?? 0).toISOString();
