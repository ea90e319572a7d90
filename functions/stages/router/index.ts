export { router } from './router';
export type { RouterDeps } from './router';
