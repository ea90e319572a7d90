import { Anchor, Button, NativeSelect, Skeleton, Textarea } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import type { Target, Trial, User } from '../../api';
import type { Engine, TryRequest } from '../../engine';
import { Notice } from '../../notice';
import { strings } from '../../strings';
import { useTime } from '../../time';
import { Stepper } from './stepping/stepper';
import { TrialResult } from './trial-result';
import { useSteps } from './use-steps';
import classes from './panels.module.css';

const words = strings.automation;

/** How long nothing must be typed before the script is tried, ms. */
const pause = 250;

/** The message that a script is tried on: its text, and who sends it, or to whom it goes. */
export interface Attempt {
  readonly text: string;
  /** Null: the first of the people there are. */
  readonly other: number | null;
}

/** A message to try a script on: what it would do shows at once, in this browser, and nothing is sent. */
export function TryPanel({
  engine,
  target,
  source,
  hasErrors,
  ownId,
  people,
  attempt,
  zone,
  nameOf,
  onAttempt,
  onPlace,
  onLine,
}: {
  engine: Engine;
  target: Target;
  source: string;
  /** Whether the source does not compile: there is nothing to try then. */
  hasErrors: boolean;
  ownId: number;
  people: readonly User[];
  attempt: Attempt;
  /** The time zone that scripts go by. */
  zone: string;
  nameOf: (id: number) => string;
  onAttempt: (attempt: Attempt) => void;
  onPlace: (line: number, column: number) => void;
  /** Told of the line at which a run stands that is stepped through. */
  onLine: (line: number | null) => void;
}) {
  const { now } = useTime();
  const [trial, setTrial] = useState<Trial | 'too-long' | null>(null);
  const { text } = attempt;
  const other = attempt.other ?? people[0]?.id ?? ownId + 1;
  const isEmpty = source.trim() === '';
  const request = useMemo((): TryRequest | null => {
    if (hasErrors || isEmpty || text === '') return null;
    const inbound = target === 'recv';
    const input = {
      messageBody: text,
      ownerId: ownId,
      senderId: inbound ? other : ownId,
      recipientIds: [inbound ? ownId : other],
    };
    return { target, source, input, start: now(), zone, seed: 'try' };
  }, [target, source, hasErrors, isEmpty, text, other, ownId, zone, now]);
  const stepping = useSteps(engine, request);

  useEffect(() => {
    if (request === null) return setTrial(null);
    let isLast = true;
    const timer = setTimeout(() => {
      void engine.try(request).then((found) => {
        if (isLast) setTrial(found ?? 'too-long');
      });
    }, pause);
    return () => {
      isLast = false;
      clearTimeout(timer);
    };
  }, [engine, request]);

  const known = people.length > 0 ? people : [{ id: ownId + 1, username: nameOf(ownId + 1) }];
  const choices = known.some(({ id }) => id === other)
    ? known
    : [{ id: other, username: nameOf(other) }, ...known];
  const { run } = stepping;
  return (
    <div className={classes.panel}>
      <p className={classes.note}>{words.tryText}</p>
      <NativeSelect
        label={target === 'recv' ? words.tryFrom : words.tryTo}
        value={String(other)}
        onChange={(event) => onAttempt({ ...attempt, other: Number(event.currentTarget.value) })}
        data={choices.map(({ id, username }) => ({ value: String(id), label: username }))}
      />
      <Textarea
        label={words.tryMessage}
        value={text}
        onChange={(event) => onAttempt({ ...attempt, text: event.currentTarget.value })}
        autosize
        minRows={1}
        maxRows={6}
      />
      <div aria-live="polite" aria-label={words.tryResult} role="region">
        {isEmpty && <p className={classes.note}>{words.tryNothing}</p>}
        {hasErrors && <Notice kind="info">{words.tryErrors}</Notice>}
        {request !== null && trial === null && <Skeleton height={72} radius="md" />}
        {trial === 'too-long' && <Notice kind="error">{words.tryTooLong}</Notice>}
        {trial !== null && trial !== 'too-long' && (
          <>
            <TrialResult trial={trial} nameOf={nameOf} />
            {trial.line !== undefined && (
              <Anchor
                component="button"
                type="button"
                size="sm"
                onClick={() => onPlace(trial.line!, trial.column ?? 1)}
              >
                {words.place(trial.line, trial.column ?? 1)}
              </Anchor>
            )}
          </>
        )}
      </div>
      {request !== null && (run === null || run.steps.length === 0) && (
        <div>
          <Button
            variant="default"
            leftSection={<IconPlayerTrackNext size={16} aria-hidden="true" />}
            loading={stepping.busy}
            onClick={stepping.start}
          >
            {strings.studio.stepThrough}
          </Button>
        </div>
      )}
      {run !== null && run.steps.length > 0 && (
        <Stepper run={run} source={source} onLine={onLine} onClose={stepping.end} />
      )}
    </div>
  );
}
