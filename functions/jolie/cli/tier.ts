import type { CompileOptions } from '../index';
import { hotTier } from '../hot';
import type { CommandLine } from './command-line';

/** How programs of the command are made: each runs once, so what is generated is generated before. */
export const tierOf = ({ tier }: Pick<CommandLine, 'tier'>): Pick<CompileOptions, 'tier' | 'hotAfter'> =>
  tier === 'closures'
    ? {}
    : { tier: hotTier((...all) => new Function(...all) as () => unknown), hotAfter: 0 };
