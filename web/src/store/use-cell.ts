import { useSyncExternalStore } from 'react';
import type { Cell } from './cell';

/** The cell's value, kept current. */
export const useCell = <T>(cell: Cell<T>): T => useSyncExternalStore(cell.subscribe, cell.get);
