import { Button, Checkbox } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type { Api, Target } from '../../api';
import { Notice } from '../../notice';
import { strings } from '../../strings';
import type { Row } from './replay-rows';
import { effectsOf, outcomeWords } from './run-words';
import { replayed, useReplay } from './use-replay';
import classes from './panels.module.css';

const words = strings.automation;

const said = (trial: Row['draft']) =>
  trial === null
    ? words.replayOff
    : trial.outcome === 'answered'
      ? effectsOf(trial).join(' ')
      : outcomeWords(trial.outcome);

/** What became of a message, with what was written: two scripts may differ in that alone. */
function Effect({ row, trial }: { row: Row; trial: Row['draft'] }) {
  const answer = trial?.outcome === 'answered' ? trial.answer : undefined;
  const { messageBody = row.text, messages = [] } = answer ?? {};
  const texts = [
    ...(messageBody === row.text ? [] : [messageBody]),
    ...messages.map((each) => each.messageBody),
  ];
  return (
    <>
      {said(trial)}
      {texts.map((text, i) => (
        <span key={i} className={classes.written}>
          {text}
        </span>
      ))}
    </>
  );
}

/** The draft against the last messages: what would have been different, before it is switched on. */
export function ReplayPanel({
  api,
  target,
  source,
  isActive,
  nameOf,
}: {
  api: Api;
  target: Target;
  source: string;
  /** Whether a script is switched on, with which the draft is compared. */
  isActive: boolean;
  nameOf: (id: number) => string;
}) {
  const { rows, fault, busy, start } = useReplay(api, target, source, isActive);
  const [all, setAll] = useState(false);
  const changed = rows?.filter(({ isChanged }) => isChanged) ?? [];
  const shown = all ? rows! : changed;
  return (
    <div className={classes.panel}>
      <p className={classes.note}>{target === 'recv' ? words.replayRecv : words.replaySend}</p>
      <div>
        <Button
          variant="default"
          leftSection={<IconHistory size={16} aria-hidden="true" />}
          onClick={() => void start()}
          loading={busy}
          disabled={source.trim() === ''}
        >
          {words.replay(replayed)}
        </Button>
      </div>
      {fault !== null && <Notice kind="error">{fault}</Notice>}
      {rows !== null && (
        <>
          <p role="status" className={classes.note}>
            {rows.length === 0 ? words.replayNone : words.replayChanged(changed.length, rows.length)}
          </p>
          {rows.length > changed.length && (
            <Checkbox
              label={words.replayAll}
              checked={all}
              onChange={(event) => setAll(event.currentTarget.checked)}
            />
          )}
          {shown.length > 0 && (
            <div className={classes.replayed}>
              <div className={classes.scroll} tabIndex={0} role="region" aria-label={words.replayTitle}>
                <table className={classes.table}>
                  <thead>
                    <tr>
                      <th scope="col">{words.replayMessage}</th>
                      <th scope="col">{words.replayBefore}</th>
                      <th scope="col">{words.replayAfter}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {shown.map((row) => (
                      <tr key={row.messageUid} data-changed={row.isChanged}>
                        <td>
                          <span className={classes.who}>{nameOf(row.senderId)}</span>
                          <span className={classes.clamped}>{row.text}</span>
                        </td>
                        <td data-label={words.replayBefore}>
                          <Effect row={row} trial={row.active} />
                        </td>
                        <td data-label={words.replayAfter}>
                          <Effect row={row} trial={row.draft} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </div>
          )}
        </>
      )}
    </div>
  );
}
