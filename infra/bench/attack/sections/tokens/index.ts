import type { Section } from '../../attack';
import { forged } from './forged';
import { guessing } from './guessing';
import { sessions } from './sessions';

/** Session tokens, sessions and passwords. */
export const tokens: Section = { name: 'tokens', attacks: [...forged, ...sessions, ...guessing] };
