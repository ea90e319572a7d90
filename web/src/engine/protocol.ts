import type { ScriptInput, Trial } from '@parley/automation/contract';
import type { PackageContents } from '@parley/jolie';
import type { Diagnostic, Target } from '../api';

export type { ScriptInput, Trial } from '@parley/automation/contract';
export type { PackageContents } from '@parley/jolie';

/** A message that a script is tried on. */
export interface TryRequest {
  readonly target: Target;
  readonly source: string;
  readonly input: ScriptInput;
  /** The script's clock starts here, ms since the epoch. */
  readonly start: number;
  readonly seed: string;
}

/** What the page asks the engine's worker; the answer bears the same number. */
export type EngineRequest = { readonly id: number } & (
  | { readonly kind: 'check'; readonly source: string }
  | ({ readonly kind: 'try' } & TryRequest)
  | { readonly kind: 'describe' }
);

/** What comes back, by what was asked. */
export interface EngineAnswers {
  readonly check: readonly Diagnostic[];
  readonly try: Trial;
  readonly describe: readonly PackageContents[];
}
