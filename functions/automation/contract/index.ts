export { readAnswer, unchanged } from './answer';
export type { Answer, ReadAnswer } from './answer';
export { argumentOf } from './arguments';
export type { ScriptInput } from './arguments';
