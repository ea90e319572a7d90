import type { Section } from '../attack';
import { access } from './access';
import { envelopes } from './envelopes/index';
import { http } from './http';
import { scripts } from './scripts/index';
import { sockets } from './sockets';
import { tokens } from './tokens/index';

/** Every attack, by section. */
export const sections: readonly Section[] = [scripts, tokens, sockets, http, envelopes, access];
