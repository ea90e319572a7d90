import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Api, Run } from '../../../api';
import { useKeepsake } from '../../../store';

/** How often it is asked whether scripts failed, while the page is looked at, ms. */
const interval = 60_000;

/** Whether a run did not do what its script is there for. */
export const hasFailed = ({ outcome }: Pick<Run, 'outcome'>): boolean => outcome !== 'answered';

/** How many of the runs failed after somebody last looked; RFC 3339 times, as the server writes them, compare as texts. */
export const failedSince = (runs: readonly Pick<Run, 'outcome' | 'at'>[], looked: string | null): number =>
  runs.filter((run) => hasFailed(run) && (looked === null || run.at > looked)).length;

export interface Failures {
  /** Of the person's newest runs, those that failed and were not looked at. */
  readonly count: number;
  /** Notes that the runs were looked at, up to this one. */
  readonly onLooked: (at: string) => void;
}

/** Scripts of a person's own that failed since they last looked, on this device. */
export function useFailures(api: Api, ownId: number): Failures {
  const [looked, keep] = useKeepsake(`parley.runs-looked.${ownId}`);
  const { data } = useQuery({
    queryKey: ['runs', 'newest', ownId],
    queryFn: async () => {
      const result = await api.runs({});
      return result.ok ? result.value.runs : [];
    },
    refetchInterval: interval,
    refetchOnWindowFocus: true,
    staleTime: 10_000,
  });
  const onLooked = useCallback(
    (at: string) => {
      if (looked === null || at > looked) keep(at);
    },
    [looked, keep],
  );
  return { count: failedSince(data ?? [], looked), onLooked };
}
