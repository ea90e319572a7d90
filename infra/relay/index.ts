export { closeCodes, relayCodes } from './codes';
export type { RelayDeps } from './deps';
export { createRelay, drainMilliseconds } from './relay';
export type { Relay } from './relay';
export type { Socket, SocketListener } from './socket';
export type { Turn } from './turn';
