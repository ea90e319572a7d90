export { startEngines } from './engines';
export type { RunningPeer } from './engines';
export { installPeers, peerPackages } from './install';
export type { PeerPackage } from './install';
export { socketIoIdle } from './socket-io';
