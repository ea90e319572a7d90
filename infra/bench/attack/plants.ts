import { inProduct, type Weakening } from './attack';

/*
 * Holes that the self-test makes where nothing is that could be taken away: code that no part of the product has, and
 * that a careless one might.
 */

/** A handler of Express before all others. */
export const withMiddleware = (handler: string): Weakening =>
  inProduct(['app.use(measured(deps));', `app.use(${handler}); app.use(measured(deps));`]);

/** Whoever brings an ID token, whatever it is, is somebody. */
export const everybodyIsVouchedFor = inProduct([
  'const vouched = await deps.identity?.verify(idToken) ?? null;',
  'const vouched = { identity: "anybody", name: "anybody" };',
]);
