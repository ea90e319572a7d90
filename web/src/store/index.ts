export { Cell } from './cell';
export { useCell } from './use-cell';
