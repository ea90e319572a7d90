import type { Section } from '../attack';
import { access } from './access';
import { envelopes } from './envelopes';
import { http } from './http';
import { scripts } from './scripts';
import { sockets } from './sockets';
import { tokens } from './tokens';

/** Every attack, by section. */
export const sections: readonly Section[] = [scripts, tokens, sockets, http, envelopes, access];
