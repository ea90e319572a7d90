import { answering } from './answering';
import { keepingAway } from './keeping-away';
import { rewriting } from './rewriting';
import type { Recipe } from './recipe';

/** Every recipe, those for messages that come in first. */
export const recipes: readonly Recipe[] = [...answering, ...keepingAway, ...rewriting];
