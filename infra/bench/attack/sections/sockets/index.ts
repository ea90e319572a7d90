import type { Section } from '../../attack';
import { floods } from './floods';
import { frames } from './frames';
import { handshake } from './handshake';
import { protocol } from './protocol';

/** WebSockets. */
export const sockets: Section = {
  name: 'sockets',
  attacks: [...handshake, ...floods, ...frames, ...protocol],
};
