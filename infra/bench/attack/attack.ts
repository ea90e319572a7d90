import type { Product } from './product/product';
import type { ProductOptions } from './product/protocol';

/** How an attempt ended: the defence held, or this came through. */
export type Verdict =
  | { readonly held: true; /** A figure worth printing. */ readonly note?: string }
  | { readonly held: false; readonly because: string };

/** How the laboratory switches a defence off, to see that its row then fails. */
export type Weakening =
  /** The product is composed with other options: a limit that is never met, a list of origins with the attacker's in it. */
  | { readonly by: 'composition'; readonly options: Partial<ProductOptions> }
  /** Texts of a built file are replaced in a copy of it; each must be there. */
  | {
      readonly by: 'bundle';
      readonly bundle: 'product' | 'worker';
      readonly replacements: readonly (readonly [text: string, by: string])[];
    };

/** One attack, and what holds against it. */
export interface Attack {
  /** Unique; its letter names the section. */
  readonly id: string;
  /** What is tried, in a few words. */
  readonly tries: string;
  /** What holds against it. */
  readonly defence: string;
  /** How the product must be composed for it, beyond what all rows have. */
  readonly options?: Partial<ProductOptions>;
  /** What of the product is broken beforehand, where the row is about the wall behind a wall. */
  readonly broken?: Weakening;
  readonly weakening: Weakening;
  /** Tries it. What the product answers is a verdict; a rejection is a defect of the laboratory, and counts as not held. */
  attempt(product: Product): Promise<Verdict>;
}

/** A part of the table. */
export interface Section {
  readonly name: string;
  readonly attacks: readonly Attack[];
}

/** Held when nothing came through. */
export const unless = (because: string | null, note?: string): Verdict =>
  because === null ? { held: true, ...(note === undefined ? {} : { note }) } : { held: false, because };

/** Held when it is true; otherwise `because` says what was seen. */
export const holdsWhen = (holds: boolean, because: string, note?: string): Verdict =>
  unless(holds ? null : because, note);

/** The first verdict that is not held; or else the first of all. */
export const all = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.find(({ held }) => !held) ?? verdicts[0] ?? { held: true };

/** A weakening of the server's own code. */
export const inProduct = (...replacements: readonly (readonly [string, string])[]): Weakening => ({
  by: 'bundle',
  bundle: 'product',
  replacements,
});

/** A weakening of the engine, or of the worker around it. */
export const inWorker = (...replacements: readonly (readonly [string, string])[]): Weakening => ({
  by: 'bundle',
  bundle: 'worker',
  replacements,
});

/** A weakening by other options. */
export const composedWith = (options: Partial<ProductOptions>): Weakening => ({ by: 'composition', options });
