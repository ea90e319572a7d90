export { strikeProduct, strikes } from './strike';
export type { Strike, StrikeOutcome, StrikeRequest } from './strike';
