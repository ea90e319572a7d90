import type { Section } from '../../attack';
import { endless } from './endless';
import { growing } from './growing';
import { names } from './names';
import { neighbours } from './neighbours';
import { outside } from './outside';
import { runs } from './runs';
import { services } from './services';
import { sources } from './sources';

/** Strangers’ programs: against the engine, against the product around it, and against those beside them. */
export const scripts: Section = {
  name: 'scripts',
  attacks: [...endless, ...growing, ...sources, ...names, ...outside, ...services, ...runs, ...neighbours],
};
