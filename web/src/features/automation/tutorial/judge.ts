import type { Trial } from '../../../engine';
import { strings } from '../../../strings';
import type { Probe } from './lessons';

/** What is missing, after one of a lesson's messages; null: nothing. */
export function missingIn(
  probe: Probe,
  trial: Pick<Trial, 'outcome' | 'reason' | 'answer'> | null,
): string | null {
  if (trial === null) return strings.automation.tryTooLong;
  if (trial.outcome !== 'answered') return trial.reason;
  const { action, messages } = trial.answer;
  const said = messages.map(({ messageBody }) => messageBody);
  const isRight =
    (action === 'drop') === (probe.dropped === true) &&
    said.length === probe.answers.length &&
    said.every((text, i) => text === probe.answers[i]);
  return isRight ? null : probe.help;
}
