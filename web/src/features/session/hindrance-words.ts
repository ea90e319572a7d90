import { wordsOf } from '../../notice';
import { strings } from '../../strings';
import type { Hindrance } from './vouching';

/** Why somebody is not in, as a sentence for them. */
export function hindranceWords(hindrance: Hindrance): string {
  if (hindrance.kind === 'doubt') return strings.session.doubts[hindrance.doubt];
  return wordsOf(hindrance.refusal);
}
