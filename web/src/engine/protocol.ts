import type { ScriptInput, Trial } from '@parley/automation/contract';
import type { Permission } from '@parley/automation/contract';
import type { AboutName, NameProposals, Renaming, Signature, Step } from '@parley/jolie';
import type { Diagnostic, Target } from '../api';

export type { Permission, ScriptInput, Trial } from '@parley/automation/contract';
export type { AboutName, NameProposal, NameProposals, OperationContents } from '@parley/jolie';
export type { PlainTree, Renaming, Signature, Step } from '@parley/jolie';

/** A message that a script is tried on. */
export interface TryRequest {
  readonly target: Target;
  readonly source: string;
  readonly input: ScriptInput;
  /** The script's clock starts here, ms since the epoch. */
  readonly start: number;
  /** The owner's time zone, an IANA name. */
  readonly zone: string;
  readonly seed: string;
}

/** A place in a script: an offset in UTF-16 units. */
export interface Place {
  readonly target: Target;
  readonly source: string;
  readonly offset: number;
}

/** What the page asks the engine's worker; the answer bears the same number. */
export type EngineRequest = { readonly id: number } & (
  | { readonly kind: 'check'; readonly source: string }
  | ({ readonly kind: 'try' } & TryRequest)
  | ({ readonly kind: 'steps' } & TryRequest)
  | { readonly kind: 'format'; readonly source: string }
  | { readonly kind: 'permissions'; readonly target: Target; readonly source: string }
  | ({ readonly kind: 'about' | 'proposals' | 'signature' } & Place)
  | ({ readonly kind: 'rename'; readonly to: string } & Place)
);

/** What comes back, by what was asked. */
export interface EngineAnswers {
  readonly check: readonly Diagnostic[];
  readonly try: Trial;
  /** A run with its first steps, and whether there were more; none where it does not compile. */
  readonly steps: {
    readonly trial: Trial;
    readonly steps: readonly Step[];
    readonly more: boolean;
    readonly output: string;
  };
  /** The source in the manner of the language; `formatted` is null where it has errors of syntax. */
  readonly format: { readonly formatted: string | null };
  /** What the script may do; null inside where it does not compile. */
  readonly permissions: { readonly may: readonly Permission[] | null };
  /** What the name at a place stands for; `found` is null where there is none. */
  readonly about: { readonly found: AboutName | null };
  /** What may be written at a place. */
  readonly proposals: { readonly found: NameProposals | null };
  /** The call whose parentheses a place is in. */
  readonly signature: { readonly found: Signature | null };
  readonly rename: Renaming;
}
