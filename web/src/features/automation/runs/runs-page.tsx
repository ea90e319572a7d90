import { Button, Checkbox, SegmentedControl, Skeleton } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState, type ComponentType } from 'react';
import type { Api, Run, Target } from '../../../api';
import { Notice, wordsOf } from '../../../notice';
import { strings } from '../../../strings';
import { Page } from '../page';
import type { Attempt } from '../try-panel';
import { hasFailed } from './failures';
import type { RunDetailProps } from './run-detail';
import { RunItem } from './run-item';
import classes from './runs-page.module.css';

const words = strings.automation;
type Shown = Target | 'all';
const keyOf = ({ senderId, messageUid, target }: Run) => `${senderId}/${messageUid}/${target}`;

/** What the reader's scripts did, newest first: of one script or both, all runs or those that failed. */
export function RunsPage({
  api,
  ownId,
  nameOf,
  Detail,
  onTry,
  onLooked,
}: {
  api: Api;
  ownId: number;
  nameOf: (id: number) => string;
  /** A run in full; its code is fetched when one is opened. */
  Detail: ComponentType<RunDetailProps>;
  onTry: (target: Target, attempt: Attempt) => void;
  /** Told of the newest run that was shown. */
  onLooked: (at: string) => void;
}) {
  const [shown, setShown] = useState<Shown>('all');
  const [onlyFailed, setOnlyFailed] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ['runs', 'list', ownId, shown],
    queryFn: ({ pageParam }) =>
      api.runs({
        ...(shown === 'all' ? {} : { target: shown }),
        ...(pageParam === null ? {} : { after: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.ok ? last.value.next : null),
    staleTime: 0,
  });
  const pages = query.data?.pages ?? [];
  const refused = pages.find((page) => !page.ok);
  const runs = pages.flatMap((page) => (page.ok ? page.value.runs : []));
  const listed = onlyFailed ? runs.filter(hasFailed) : runs;
  const newest = shown === 'all' ? runs[0]?.at : undefined;
  useEffect(() => {
    if (newest !== undefined) onLooked(newest);
  }, [newest, onLooked]);

  return (
    <Page
      title={words.runs}
      text={words.runsText}
      aside={
        <Button
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden="true" />}
          onClick={() => void query.refetch()}
          loading={query.isRefetching}
        >
          {words.refresh}
        </Button>
      }
    >
      <div className={classes.filters}>
        <SegmentedControl
          aria-label={strings.studio.whichRuns}
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          data={[
            { value: 'all', label: strings.studio.bothScripts },
            { value: 'send', label: strings.studio.outgoing },
            { value: 'recv', label: strings.studio.incoming },
          ]}
        />
        <Checkbox
          label={strings.studio.onlyFailed}
          checked={onlyFailed}
          onChange={(event) => setOnlyFailed(event.currentTarget.checked)}
        />
      </div>
      {refused !== undefined && !refused.ok && (
        <Notice
          kind="error"
          action={
            <Button size="compact-sm" variant="default" onClick={() => void query.refetch()}>
              {strings.problems.tryAgain}
            </Button>
          }
        >
          {wordsOf(refused.refusal)}
        </Notice>
      )}
      {query.isPending && <Skeleton height={220} radius="md" />}
      {query.isSuccess && refused === undefined && listed.length === 0 && (
        <p className={classes.none}>
          {runs.length === 0 ? words.noRuns : strings.studio.noneFailed(runs.length)}
        </p>
      )}
      {listed.length > 0 && (
        <ul className={classes.list} aria-label={words.runs}>
          {listed.map((run) => (
            <RunItem
              key={keyOf(run)}
              api={api}
              run={run}
              ownId={ownId}
              nameOf={nameOf}
              Detail={Detail}
              onTry={(attempt) => onTry(run.target, attempt)}
            />
          ))}
        </ul>
      )}
      {query.hasNextPage && (
        <div>
          <Button
            variant="subtle"
            onClick={() => void query.fetchNextPage()}
            loading={query.isFetchingNextPage}
          >
            {words.more}
          </Button>
        </div>
      )}
    </Page>
  );
}
