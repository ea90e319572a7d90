export { LocalError, localCodes } from './errors';
export { jsonLog } from './json-log';
export { startServer } from './server';
export type { RunningServer, ServerOptions } from './server';
