import { Anchor } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { Run } from '../../api';
import { strings } from '../../strings';
import { useTime } from '../../time';
import { effectsOf, outcomeWords } from './run-words';
import classes from './run-item.module.css';

const words = strings.automation;

/** One run: how it ended, why and where, what it did, and its log. */
export function RunItem({
  run,
  ownId,
  nameOf,
  onPlace,
}: {
  run: Run;
  ownId: number;
  nameOf: (id: number) => string;
  onPlace: (run: Run) => void;
}) {
  const { when } = useTime();
  const worked = run.outcome === 'answered';
  const Icon = worked ? IconCircleCheck : IconAlertTriangle;
  const at = Date.parse(run.at);
  return (
    <li className={classes.item} data-worked={worked}>
      <Icon size={20} stroke={1.75} className={classes.icon} aria-hidden="true" />
      <div className={classes.body}>
        <div className={classes.head}>
          <strong>{outcomeWords(run.outcome)}</strong>
          <span className={classes.dim}>
            {run.target === 'send' ? words.send : words.recv},{' '}
            {run.senderId === ownId ? words.aboutOwn : words.about(nameOf(run.senderId))}
          </span>
          <time className={classes.time} dateTime={run.at}>
            {when.full(at)}
          </time>
        </div>
        {run.reason !== '' && <p className={classes.reason}>{run.reason}</p>}
        {run.line !== undefined && (
          <Anchor component="button" type="button" size="sm" ta="left" onClick={() => onPlace(run)}>
            {words.place(run.line, run.column ?? 1)}
          </Anchor>
        )}
        <p className={classes.effects}>{effectsOf(run).join(' ')}</p>
        <div className={classes.foot}>
          {run.log.trim() !== '' && (
            <details>
              <summary>{words.log}</summary>
              <pre className={classes.log}>{run.log}</pre>
            </details>
          )}
          <span className={classes.spent}>
            {words.spent(Math.round(run.milliseconds), run.gas.toLocaleString('en'))}
          </span>
        </div>
      </div>
    </li>
  );
}
