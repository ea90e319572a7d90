export { onEmulators } from './emulators';
export type { Ground } from './ground';
export { oneMachine } from './one-machine';
export { strikeProduct } from './strike';
export type { StrikeOutcome, StrikeRequest } from './strike';
