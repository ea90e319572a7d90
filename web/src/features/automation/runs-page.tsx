import { Button, Skeleton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import type { Api, Run } from '../../api';
import { Notice, wordsOf } from '../../notice';
import { strings } from '../../strings';
import { Page } from './page';
import { RunItem } from './run-item';
import classes from './runs-page.module.css';

const words = strings.automation;

interface Loaded {
  readonly runs: readonly Run[];
  readonly next: string | null;
}

/** What the reader's scripts did, newest first. */
export function RunsPage({
  api,
  ownId,
  nameOf,
  onPlace,
}: {
  api: Api;
  ownId: number;
  nameOf: (id: number) => string;
  onPlace: (run: Run) => void;
}) {
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const load = useCallback(
    async (before: Loaded | null) => {
      setBusy(true);
      const result = await api.runs(before?.next ? { after: before.next } : {});
      setBusy(false);
      setFault(result.ok ? null : wordsOf(result.refusal));
      if (!result.ok) return;
      const { runs, next } = result.value;
      setLoaded({ runs: [...(before?.runs ?? []), ...runs], next: next ?? null });
    },
    [api],
  );
  useEffect(() => void load(null), [load]);

  return (
    <Page
      title={words.runs}
      text={words.runsText}
      aside={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          onClick={() => void load(null)}
          loading={busy}
        >
          {words.refresh}
        </Button>
      }
    >
      {fault !== null && <Notice kind="error">{fault}</Notice>}
      {loaded === null && fault === null && <Skeleton height={220} radius="md" />}
      {loaded?.runs.length === 0 && <p className={classes.none}>{words.noRuns}</p>}
      {loaded !== null && loaded.runs.length > 0 && (
        <ul className={classes.list} aria-label={words.runs}>
          {loaded.runs.map((run) => (
            <RunItem
              key={`${run.senderId}/${run.messageUid}/${run.target}`}
              run={run}
              ownId={ownId}
              nameOf={nameOf}
              onPlace={onPlace}
            />
          ))}
        </ul>
      )}
      {loaded !== null && loaded.next !== null && (
        <div>
          <Button variant="subtle" onClick={() => void load(loaded)} loading={busy}>
            {words.more}
          </Button>
        </div>
      )}
    </Page>
  );
}
