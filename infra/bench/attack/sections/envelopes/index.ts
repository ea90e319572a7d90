import type { Section } from '../../attack';
import { messages } from './messages';
import { poison } from './poison';
import { storage } from './storage';

/** What stages tell each other, and what is kept of it. */
export const envelopes: Section = { name: 'envelopes', attacks: [...poison, ...messages, ...storage] };
