import type { Trial } from '../../api';
import { strings } from '../../strings';

const words = strings.automation;

/** What a run did, in sentences; for a failed one, that the message went on. */
export function effectsOf({ outcome, answer }: Trial): readonly string[] {
  if (outcome !== 'answered') return [words.passedOn];
  const messages = answer?.messages.length ?? 0;
  const effects = [
    ...(answer?.action === 'drop' ? [words.dropped] : []),
    ...(answer?.messageBody !== undefined ? [words.changed] : []),
    ...(messages > 0 ? [words.wrote(messages)] : []),
    ...((answer?.leftOut ?? 0) > 0 ? [words.leftOut(answer!.leftOut!)] : []),
  ];
  return effects.length > 0 ? effects : [words.unchanged];
}

export const outcomeWords = (outcome: string): string => words.outcomes[outcome] ?? outcome;
