import type { Target } from './store';

/** One version of a user's script. */
export interface ScriptVersion {
  /** Names the version; opaque, never used again for this user and target. */
  readonly version: string;
  readonly source: string;
  /** RFC 3339. */
  readonly at: string;
}

/** Versioned script objects, named `{userId}-{target}.ol`. */
export interface Scripts {
  /** Stores a new version and makes it the active one. Of two at once, each is stored whole and one is active. */
  put(userId: number, target: Target, source: string): Promise<ScriptVersion>;
  /** The active version, or null when the script is switched off or was never uploaded. */
  active(userId: number, target: Target): Promise<ScriptVersion | null>;
  /** Switches the script off; its versions stay. */
  remove(userId: number, target: Target): Promise<void>;
}
