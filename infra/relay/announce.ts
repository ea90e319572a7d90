import type { RelayDeps } from './deps';
import { audienceOf } from './social-frames';
import { presenceFrame } from './watch';

/** People who are told when somebody comes or goes: those met last. Others see it when they look again. */
const mostTold = 1_000;

/**
 * Tells those who may know that a user came or went, when that is so: with another session here or elsewhere nothing
 * changed. Called after the session was recorded or forgotten.
 */
export async function announce(
  { store, notify, clock }: Pick<RelayDeps, 'store' | 'notify' | 'clock'>,
  userId: number,
  event: 'came' | 'went',
): Promise<void> {
  const sessions = await store.sessionsOf([userId], clock.now());
  if (sessions.length !== (event === 'came' ? 1 : 0)) return;
  const [presence] = await store.presenceOf([userId], clock.now());
  if (presence === undefined) return;
  const audience = await audienceOf(store, userId, await store.acquaintances(userId, mostTold));
  await notify(audience, [presenceFrame(presence)]);
}
