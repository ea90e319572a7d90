import { useCallback } from 'react';
import { useHashLocation } from 'wouter/use-hash-location';
import { fragmentOf, routeOf, type Route } from './route';

/** The route in the address bar, and the way to another one. */
export function useRoute(): [Route, (route: Route) => void] {
  const [path, navigate] = useHashLocation();
  const go = useCallback((route: Route) => navigate(fragmentOf(route).slice(1)), [navigate]);
  return [routeOf(`#${path}`), go];
}
