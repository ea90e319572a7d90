export { Connection } from './connection';
export type { ConnectionOptions, Phase, Socket, Timers } from './connection';
