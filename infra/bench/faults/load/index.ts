export { loadProduct } from './load';
export type { LoadOutcome, LoadRequest } from './load';
