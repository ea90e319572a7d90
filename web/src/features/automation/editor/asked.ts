import type { Target } from '../../../api';
import type { Engine } from '../../../engine';

/** Whom an editor asks, and of which of the scripts. */
export interface Asked {
  readonly engine: Engine;
  readonly target: Target;
}
