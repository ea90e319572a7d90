/** The third door: what the page shows of automation wherever the reader is, and so loads first. */
export { useFailures } from './runs/failures';
export type { Failures } from './runs/failures';
