import { isUserId } from '@parley/envelope';
import {
  silentTelemetry,
  type Scripts,
  type ScriptVersion,
  type Target,
  type Telemetry,
} from '@parley/ports';
import { counted } from '../counted';
import { GoogleError } from '../errors';
import type { ObjectMetadata, Objects } from './objects';
import { pointerIn, type Pointer } from './pointer';

/** A version is a generation of an object. */
export const generationPattern = /^[1-9]\d{0,18}$/;

/** The object of a script. */
export function nameOf(userId: number, target: Target): string {
  if (!isUserId(userId) || (target !== 'send' && target !== 'recv'))
    throw new TypeError('not a user id and a target');
  return `${userId}-${target}.ol`;
}

export const timeOf = ({ timeCreated }: ObjectMetadata): string => new Date(timeCreated ?? 0).toISOString();

/** The live object of a script, with what its metadata says. */
export interface Live {
  readonly generation: string;
  readonly metageneration: string;
  readonly pointer: Pointer;
  readonly uploadedAs: string;
}

export async function liveOf(objects: Objects, name: string): Promise<Live | null> {
  const metadata = await objects.metadata(name);
  if (metadata === null) return null;
  const generation = String(metadata.generation);
  return {
    generation,
    metageneration: String(metadata.metageneration),
    pointer: pointerIn(name, metadata.metadata ?? {}, generation),
    uploadedAs: String(metadata.metadata?.['upload'] ?? ''),
  };
}

/** The whole version, or null when there is none of this name. */
export async function versionOf(
  objects: Objects,
  name: string,
  version: string,
): Promise<ScriptVersion | null> {
  if (!generationPattern.test(version)) return null;
  const metadata = await objects.metadata(name, version);
  const source = metadata === null ? null : await objects.text(name, version);
  return metadata === null || source === null ? null : { version, source, at: timeOf(metadata) };
}

/** The version that the live object points to; null where there is none, or it is switched off. */
export async function activeIn(objects: Objects, name: string): Promise<ScriptVersion | null> {
  const live = await liveOf(objects, name);
  if (live === null || !live.pointer.enabled) return null;
  const version = await versionOf(objects, name, live.pointer.version);
  if (version !== null) return version;
  throw new GoogleError('script-vanished', `${name}, generation ${live.pointer.version}, is not there.`);
}

/** Scripts for who only runs them. Its calls are counted where `telemetry` is given. */
export function createScriptReader(
  objects: Objects,
  telemetry: Pick<Telemetry, 'count'> = silentTelemetry,
): Pick<Scripts, 'active'> {
  const scripts: Pick<Scripts, 'active'> = {
    active: async (userId, target) => activeIn(objects, nameOf(userId, target)),
  };
  return counted(scripts, { service: 'storage', telemetry });
}
