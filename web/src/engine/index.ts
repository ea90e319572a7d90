export { Engine } from './engine';
export type { EngineOptions, EngineWorker } from './engine';
export type {
  EngineAnswers,
  PackageContents,
  Permission,
  PlainTree,
  ScriptInput,
  Step,
  Trial,
  TryRequest,
} from './protocol';
export { startWorker } from './start-worker';
