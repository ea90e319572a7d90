import type { CharSet } from './char-set';

/** The tree of a pattern. */
export type RegexNode =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
  | { readonly kind: 'choice'; readonly items: readonly RegexNode[] }
  /** Number 0 is of those that note nothing, `(?:…)`. */
  | { readonly kind: 'group'; readonly index: number; readonly body: RegexNode }
  | Repeat
  | { readonly kind: 'look'; readonly behind: Behind; readonly negated: boolean; readonly body: RegexNode }
  | { readonly kind: 'atomic'; readonly body: RegexNode }
  | { readonly kind: 'back'; readonly group: number; readonly ignoreCase: boolean; readonly unicode: boolean }
  | { readonly kind: 'line-break' }
  | { readonly kind: 'cluster' }
  | { readonly kind: 'assert'; readonly at: Assertion };

/** Whether to look behind, and whether to count characters there, or units; Java goes by the pattern's text. */
export type Behind = false | 'characters' | 'units';

export interface Repeat {
  readonly kind: 'repeat';
  readonly body: RegexNode;
  readonly least: number;
  /** Infinity for no bound. */
  readonly most: number;
  readonly mode: RepeatMode;
}

export type RepeatMode = 'greedy' | 'lazy' | 'possessive';

/** What holds at a place without taking anything of the input. */
export type Assertion =
  | 'input-start'
  | 'line-start'
  | 'unix-line-start'
  | 'input-end'
  | 'last-line-end'
  | 'line-end'
  | 'unix-line-end'
  | 'unix-last-line-end'
  | 'word'
  | 'not-word'
  | 'unicode-word'
  | 'unicode-not-word'
  | 'search-start';

export interface ParsedPattern {
  readonly node: RegexNode;
  readonly groupCount: number;
  readonly names: ReadonlyMap<string, number>;
  /** Whether a search goes by whole characters: no set is of the basic plane alone. */
  readonly supplementary: boolean;
  /** Whether it refers back to groups. */
  readonly refers: boolean;
}
