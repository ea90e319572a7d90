import { useCallback } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { fragmentOf, routeOf, type Route } from './route';

/** The ways to other places. */
export interface Ways {
  /** Opens the route; the browser's Back leads here again. */
  readonly go: (route: Route) => void;
  /**
   * Goes up to the route that this one hangs under. When the reader came from there it is the browser's Back, so that
   * going there and back leaves no trail; otherwise it takes this one's place.
   */
  readonly back: (route: Route) => void;
}

const cameFrom = (state: unknown): unknown => (state as { from?: unknown } | null)?.from;

/** The route in the address bar, and the ways to others. */
export function useRoute(): [Route, Ways] {
  const [path, navigate] = useHashLocation();
  const go = useCallback(
    (route: Route) =>
      navigate(fragmentOf(route).slice(1), { state: { from: fragmentOf(routeOf(`#${path}`)) } }),
    [navigate, path],
  );
  const back = useCallback(
    (route: Route) => {
      const fragment = fragmentOf(route);
      if (cameFrom(window.history.state) === fragment) window.history.back();
      else navigate(fragment.slice(1), { replace: true });
    },
    [navigate],
  );
  return [routeOf(`#${path}`), { go, back }];
}
