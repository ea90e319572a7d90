import { wordsOf } from '../../notice';
import { strings } from '../../strings';
import type { Hindrance } from './vouching';

const words = strings.session;

/** Why somebody is not in, as a sentence for them. */
export function hindranceWords(hindrance: Hindrance): string {
  if (hindrance.kind === 'doubt') return words.doubts[hindrance.doubt];
  return hindrance.refusal.status === 429 ? words.tooMany : wordsOf(hindrance.refusal);
}
