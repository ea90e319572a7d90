import { useCallback, useSyncExternalStore } from 'react';
import { fragmentOf, routeOf, type Route } from './route';

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};

/** The route in the address bar, and the way to another one. */
export function useRoute(): [Route, (route: Route) => void] {
  const fragment = useSyncExternalStore(subscribe, () => window.location.hash);
  const go = useCallback((route: Route) => {
    window.location.hash = fragmentOf(route);
  }, []);
  return [routeOf(fragment), go];
}
