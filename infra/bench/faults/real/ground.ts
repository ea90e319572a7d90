/** Strikes once, and resolves when what was struck is whole again; with whom it struck, where that was drawn. */
export type Strike = (random: () => number) => Promise<string | void>;

/** Where the product runs as processes, and what can be done to it there. */
export interface Ground {
  /** Where programs reach the product, without a slash at the end; known once it has started. */
  readonly entrance: string;
  /** What may strike it, by name. */
  readonly strikes: Readonly<Record<string, Strike>>;
  /** What can't strike it here, and why. */
  readonly leftOut: readonly string[];
  start(): Promise<void>;
  /** Ends everything, and takes away what it kept. */
  stop(): Promise<void>;
}

/** How long something stands still, ms. */
export const stillMilliseconds = (random: () => number): number => 200 + random() * 4_000;
