import { Anchor, NativeSelect, Skeleton, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Target, Trial, User } from '../../api';
import type { Engine } from '../../engine';
import { Notice } from '../../notice';
import { strings } from '../../strings';
import { useTime } from '../../time';
import { TrialResult } from './trial-result';
import classes from './panels.module.css';

const words = strings.automation;

/** How long nothing must be typed before the script is tried, ms. */
const pause = 250;

/** A message to try a script on: what it would do shows at once, in this browser, and nothing is sent. */
export function TryPanel({
  engine,
  target,
  source,
  hasErrors,
  ownId,
  people,
  nameOf,
  onPlace,
}: {
  engine: Engine;
  target: Target;
  source: string;
  /** Whether the source does not compile: there is nothing to try then. */
  hasErrors: boolean;
  ownId: number;
  people: readonly User[];
  nameOf: (id: number) => string;
  onPlace: (line: number, column: number) => void;
}) {
  const { now } = useTime();
  const [text, setText] = useState<string>(words.tryDefault);
  const [other, setOther] = useState(people[0]?.id ?? ownId + 1);
  const [trial, setTrial] = useState<Trial | 'too-long' | null>(null);

  useEffect(() => {
    if (hasErrors || source.trim() === '' || text === '') return setTrial(null);
    let isLast = true;
    const timer = setTimeout(() => {
      const inbound = target === 'recv';
      const input = {
        messageBody: text,
        ownerId: ownId,
        senderId: inbound ? other : ownId,
        recipientIds: [inbound ? ownId : other],
      };
      void engine.try({ target, source, input, start: now(), seed: 'try' }).then((found) => {
        if (isLast) setTrial(found ?? 'too-long');
      });
    }, pause);
    return () => {
      isLast = false;
      clearTimeout(timer);
    };
  }, [engine, target, source, hasErrors, text, other, ownId, now]);

  const choices = people.length > 0 ? people : [{ id: ownId + 1, username: nameOf(ownId + 1) }];
  return (
    <div className={classes.panel}>
      <p className={classes.note}>{words.tryText}</p>
      <NativeSelect
        label={target === 'recv' ? words.tryFrom : words.tryTo}
        value={String(other)}
        onChange={(event) => setOther(Number(event.currentTarget.value))}
        data={choices.map(({ id, username }) => ({ value: String(id), label: username }))}
      />
      <Textarea
        label={words.tryMessage}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autosize
        minRows={1}
        maxRows={6}
      />
      <div aria-live="polite" aria-label={words.tryResult} role="region">
        {source.trim() === '' && <p className={classes.note}>{words.tryNothing}</p>}
        {hasErrors && <Notice kind="info">{words.tryErrors}</Notice>}
        {!hasErrors && source.trim() !== '' && trial === null && text !== '' && (
          <Skeleton height={72} radius="md" />
        )}
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
    </div>
  );
}
