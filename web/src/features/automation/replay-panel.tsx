import { Button, Checkbox } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import type { Api, Replay, Target } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { changesOf, type Row } from './replay-rows';
import { effectsOf, outcomeWords } from './run-words';
import classes from './panels.module.css';

const words = strings.automation;

/** How many of one's last messages a draft is held against. */
const last = 50;

const said = (trial: Row['draft']) =>
  trial === null
    ? words.replayOff
    : trial.outcome === 'answered'
      ? effectsOf(trial).join(' ')
      : outcomeWords(trial.outcome);

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
  const [rows, setRows] = useState<readonly Row[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [all, setAll] = useState(false);

  async function replay() {
    setBusy(true);
    const draft = await api.replay(target, { source, last });
    const active = isActive ? await api.replay(target, { last }) : null;
    setBusy(false);
    if (!draft.ok) return setFault(wordsOf(draft.refusal));
    const before: Replay | null = active?.ok === true ? active.value : null;
    setFault(null);
    setRows(changesOf(draft.value, before));
  }

  const changed = rows?.filter(({ isChanged }) => isChanged) ?? [];
  const shown = all ? rows! : changed;
  return (
    <div className={classes.panel}>
      <p className={classes.note}>{target === 'recv' ? words.replayRecv : words.replaySend}</p>
      <div>
        <Button
          variant="default"
          leftSection={<IconHistory size={16} aria-hidden="true" />}
          onClick={() => void replay()}
          loading={busy}
          disabled={source.trim() === ''}
        >
          {words.replay(last)}
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
                        {row.text}
                      </td>
                      <td>{said(row.active)}</td>
                      <td>{said(row.draft)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </>
      )}
    </div>
  );
}
