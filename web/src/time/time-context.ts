import { createContext, useContext } from 'react';
import { whenIn, type When } from './when';

/** How the page says times, and what time it is. */
export interface Time {
  readonly when: When;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Provided once, by the composition. */
export const TimeContext = createContext<Time>({ when: whenIn('en', 'UTC'), now: () => 0 });

export const useTime = (): Time => useContext(TimeContext);
