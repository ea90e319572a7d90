import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Notice } from '../../notice';
import { strings } from '../../strings';

/** What a question to the server brought: room for it while it is on its way, a way out when it failed. */
export function Asked<T>({
  query,
  height,
  children,
}: {
  query: UseQueryResult<T>;
  /** About how high the answer will be, in pixels, so that nothing jumps. */
  height: number;
  children: (value: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) return <Skeleton height={height} radius="md" />;
  return (
    <Notice
      kind="error"
      action={
        <Button
          size="compact-sm"
          variant="default"
          loading={query.isFetching}
          onClick={() => void query.refetch()}
        >
          {strings.problems.tryAgain}
        </Button>
      }
    >
      {strings.settings.loadFailed}
    </Notice>
  );
}
