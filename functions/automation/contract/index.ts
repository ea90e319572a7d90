export { readAnswer, readResponse, unchanged } from './answer';
export type { Answer, ReadAnswer } from './answer';
export { messageFor } from './arguments';
export type { ScriptInput, ScriptMessage } from './arguments';
export { scriptModules, serviceOperation } from './parley-module';
