export { Cell } from './cell';
export { KeepsakesContext, useKeepsake } from './keepsakes';
export type { Keepsakes } from './keepsakes';
export { useCell } from './use-cell';
