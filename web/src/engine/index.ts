export { Engine } from './engine';
export type { EngineOptions, EngineWorker } from './engine';
export type { PackageContents, ScriptInput, Trial } from './protocol';
export { startWorker } from './start-worker';
