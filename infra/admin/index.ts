export { commands, help, readCommandLine } from './command-line';
export type { Asked } from './command-line';
export type { Command, Operations, Progress, Result } from './command';
export { embeddedOperations } from './embedded-operations';
export { exportLines, importLines } from './transfer';
export type { Transferred, World } from './transfer';
export { AdminError, adminCodes } from './errors';
