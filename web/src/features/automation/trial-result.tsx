import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { Trial } from '../../api';
import { strings } from '../../strings';
import { effectsOf, outcomeWords } from './run-words';
import classes from './panels.module.css';

const words = strings.automation;

/** What a script would do with a message: how it ended, what becomes of the message, what it writes, and its log. */
export function TrialResult({ trial, nameOf }: { trial: Trial; nameOf: (id: number) => string }) {
  const worked = trial.outcome === 'answered';
  const Icon = worked ? IconCircleCheck : IconAlertTriangle;
  return (
    <div className={classes.result} data-worked={worked}>
      <p className={classes.outcome}>
        <Icon size={18} stroke={1.75} aria-hidden="true" />
        <strong>{outcomeWords(trial.outcome)}</strong>
        <span className={classes.spent}>
          {words.spent(Math.round(trial.milliseconds), trial.gas.toLocaleString('en'))}
        </span>
      </p>
      {trial.reason !== '' && <p className={classes.reason}>{trial.reason}</p>}
      <p className={classes.note}>{effectsOf(trial).join(' ')}</p>
      {trial.answer?.messageBody !== undefined && (
        <p className={classes.bubble}>
          <span className={classes.who}>{words.tryNewText}</span>
          {trial.answer.messageBody}
        </p>
      )}
      {trial.answer?.messages.map(({ recipientIds, messageBody }, i) => (
        <p className={classes.bubble} key={i}>
          <span className={classes.who}>
            {words.tryWrites(strings.conversation.and(recipientIds.map(nameOf)))}
          </span>
          {messageBody}
        </p>
      ))}
      {trial.log.trim() !== '' && (
        <>
          <span className={classes.who}>{words.log}</span>
          <pre className={classes.log}>{trial.log}</pre>
        </>
      )}
    </div>
  );
}
