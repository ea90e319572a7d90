import type { Target } from './target';

/** One version of a user's script. */
export interface ScriptVersion {
  /** Names the version; opaque, never used again for this user and target. */
  readonly version: string;
  readonly source: string;
  /** RFC 3339. */
  readonly at: string;
}

/**
 * Versioned script objects, named `{userId}-{target}.ol`. Of what is switched, the change with the later revision (ms)
 * stands, of equal ones the later call; an older one does nothing.
 */
export interface Scripts {
  /** Stores a new version and makes it the active one. Of two at once, each is stored whole and one is active. */
  put(userId: number, target: Target, source: string, revision: number): Promise<ScriptVersion>;
  /** The active version, or null when the script is switched off or was never uploaded. */
  active(userId: number, target: Target): Promise<ScriptVersion | null>;
  /** One version, or null. */
  version(userId: number, target: Target, version: string): Promise<ScriptVersion | null>;
  /** All versions without their sources, the latest first; `after` (a version) continues. */
  versions(
    userId: number,
    target: Target,
    query: { after?: string; limit: number },
  ): Promise<readonly Omit<ScriptVersion, 'source'>[]>;
  /** Makes a stored version the active one; false when there is none of that name. */
  activate(userId: number, target: Target, version: string, revision: number): Promise<boolean>;
  /** Switches the version that was active last on again; false when there never was one. */
  enable(userId: number, target: Target, revision: number): Promise<boolean>;
  /** Switches the script off; its versions stay. */
  disable(userId: number, target: Target, revision: number): Promise<void>;
  /** Deletes all versions of all of the user's scripts. */
  removeAll(userId: number): Promise<void>;
}
