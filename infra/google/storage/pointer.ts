import { GoogleError } from '../errors';

/** Which version of a script is the active one, or was last. */
export interface Pointer {
  readonly version: string;
  readonly enabled: boolean;
  /** ms since the epoch: the later change stands. */
  readonly revision: number;
}

export const noPointer: Pointer = { version: '', enabled: false, revision: 0 };

/**
 * Reads the pointer in the metadata of an object whose live generation this is. An object that somebody put there by hand
 * has none: it is the active one. Throws `damaged-document` where the metadata is nonsense.
 */
export function pointerIn(
  name: string,
  metadata: Readonly<Record<string, unknown>>,
  generation: string,
): Pointer {
  const { active = '', enabled = 'true', revision = '0' } = metadata;
  const isSound =
    /^([1-9]\d{0,18})?$/.test(String(active)) &&
    (enabled === 'true' || enabled === 'false') &&
    /^\d{1,16}$/.test(String(revision));
  if (!isSound) {
    throw new GoogleError('damaged-document', `The metadata of ${name} is not what Parley writes there.`);
  }
  return {
    version: active === '' ? generation : String(active),
    enabled: enabled === 'true',
    revision: Number(revision),
  };
}
