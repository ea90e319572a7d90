import { lazy, Suspense, useMemo, useState, type ComponentType, type ReactNode } from 'react';
import { Boundary } from './boundary';

/**
 * A component whose code is fetched when it is first shown. Until then `waiting` stands in its place; when it can't be
 * fetched its place says so, and fetches again when asked to.
 */
export function onDemand<P extends object>(
  load: () => Promise<ComponentType<P>>,
  waiting: ReactNode,
): (props: P) => ReactNode {
  return function OnDemand(props: P) {
    const [attempt, setAttempt] = useState(0);
    // A failed load is remembered by its component: another attempt is another component.
    const Loaded = useMemo(() => lazy(async () => ({ default: await load() })), [attempt]);
    return (
      <Boundary onRetry={() => setAttempt(attempt + 1)}>
        <Suspense fallback={waiting}>
          <Loaded {...props} />
        </Suspense>
      </Boundary>
    );
  };
}
