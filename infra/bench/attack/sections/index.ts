import type { Section } from '../attack';
import { scripts } from './scripts';
import { tokens } from './tokens';

/** Every attack, by section. */
export const sections: readonly Section[] = [scripts, tokens];
