import type { Section } from '../../attack';
import { allowances } from './allowances';
import { answers } from './answers';
import { bodies } from './bodies';
import { connections } from './connections';
import { methods } from './methods';
import { names } from './names';
import { parameters } from './parameters';
import { texts } from './texts';

/** The HTTP interface and the page. */
export const http: Section = {
  name: 'http',
  attacks: [
    ...bodies,
    ...parameters,
    ...names,
    ...methods,
    ...texts,
    ...answers,
    ...connections,
    ...allowances,
  ],
};
