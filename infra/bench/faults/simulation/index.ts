export { defects } from './defects';
export type { Defect } from './defects';
export { faultKinds, kindOf } from './faults';
export type { FaultKind, FaultName } from './faults';
export { run } from './run';
export type { RunOutcome, RunRequest } from './run';
export { shrink, smallest } from './shrink';
