import { Button } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconCircleCheck } from '@tabler/icons-react';
import { useState, type ComponentType } from 'react';
import type { Api, Run } from '../../../api';
import { strings } from '../../../strings';
import { useTime } from '../../../time';
import { effectsOf, outcomeWords } from '../run-words';
import { hasFailed } from './failures';
import type { RunDetailProps } from './run-detail';
import classes from './run-item.module.css';

const words = strings.automation;

/** One run: how it ended and why, what it did, and, opened, all there is to know of it. */
export function RunItem({
  api,
  run,
  ownId,
  nameOf,
  Detail,
  onTry,
}: {
  api: Api;
  run: Run;
  ownId: number;
  nameOf: (id: number) => string;
  Detail: ComponentType<RunDetailProps>;
  onTry: RunDetailProps['onTry'];
}) {
  const { when } = useTime();
  const [isOpen, setIsOpen] = useState(false);
  const failed = hasFailed(run);
  const Icon = failed ? IconAlertTriangle : IconCircleCheck;
  return (
    <li className={classes.item} data-worked={!failed}>
      <Icon size={20} stroke={1.75} className={classes.icon} aria-hidden="true" />
      <div className={classes.body}>
        <div className={classes.head}>
          <strong>{outcomeWords(run.outcome)}</strong>
          <span className={classes.dim}>
            {run.target === 'send' ? words.send : words.recv},{' '}
            {run.senderId === ownId ? words.aboutOwn : words.about(nameOf(run.senderId))}
          </span>
          <time className={classes.time} dateTime={run.at}>
            {when.full(Date.parse(run.at))}
          </time>
        </div>
        {run.reason !== '' && <p className={classes.reason}>{run.reason}</p>}
        <p className={classes.effects}>
          {effectsOf(run).join(' ')}
          {run.line === undefined ? '' : ` ${words.place(run.line, run.column ?? 1)}.`}
        </p>
        <div className={classes.foot}>
          <Button
            variant="default"
            size="compact-sm"
            aria-expanded={isOpen}
            rightSection={<IconChevronDown size={14} aria-hidden="true" className={classes.chevron} />}
            onClick={() => setIsOpen(!isOpen)}
          >
            {failed ? strings.studio.whatWentWrong : strings.studio.details}
          </Button>
          <span className={classes.spent}>
            {words.spent(Math.round(run.milliseconds), run.gas.toLocaleString('en'))}
          </span>
        </div>
        {isOpen && <Detail api={api} run={run} nameOf={nameOf} onTry={onTry} />}
      </div>
    </li>
  );
}
