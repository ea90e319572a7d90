export { closeCodes, relayCodes } from './codes';
export type { RelayDeps } from './deps';
export { createRelay } from './relay';
export type { Relay } from './relay';
