export { Engine } from './engine';
export type { EngineOptions, EngineWorker } from './engine';
export type {
  AboutName,
  EngineAnswers,
  NameProposal,
  NameProposals,
  OperationContents,
  Permission,
  Place,
  PlainTree,
  Renaming,
  ScriptInput,
  Signature,
  Step,
  Trial,
  TryRequest,
} from './protocol';
export { startWorker } from './start-worker';
