export { commands, help, readCommandLine } from './command-line';
export type { Asked } from './command-line';
export type { Command, Operations, Progress, Result } from './command';
export { embeddedOperations } from './embedded-operations';
export { AdminError, adminCodes } from './errors';
