import type { Store } from '@parley/ports';
import type { Event, Sending } from '../../../../e2e/history';
import { chanceOf, drawUuid } from './chance';
import type { Deployment } from './deployment';
import { scriptsOfUsers, targetOf } from './scripts';

/** The people; the last one is here but writes and gets little. */
export const users = [1, 2, 3, 4, 5] as const;
/** Somebody who does not exist. */
const nobody = 99;
/** While faults strike, ms. */
export const busyMilliseconds = 60_000;

/** A message that somebody will send. */
export interface Planned extends Sending {
  readonly senderId: number;
  /** ms after the beginning. */
  readonly at: number;
  readonly way: 'socket' | 'http';
  /** Another message that is sent under its id when it was answered, which must be refused. */
  readonly conflicting: Sending | null;
}

/** The messages of a run, drawn from its seed. */
export function plan(seed: number): Planned[] {
  const chance = chanceOf(seed, 'plan');
  const size = 4 + chance.below(14);
  // A few groups come again and again: that is where order matters.
  const groups = Array.from({ length: 3 }, () => users.filter(() => chance.draw() < 0.5));
  const lasts = chance.duration(2_000, busyMilliseconds);
  return Array.from({ length: size }, (_, i) => {
    const group: readonly number[] = groups[chance.below(groups.length)]!;
    const senderId: number = users[chance.below(users.length)]!;
    const others = group.filter((id) => id !== senderId);
    const recipientIds = others.length > 0 ? others : [users[senderId % users.length]!];
    if (chance.draw() < 0.05) recipientIds.push(senderId);
    if (chance.draw() < 0.03) recipientIds.push(nobody);
    const sending = { messageUid: drawUuid(chance), messageBody: `message ${i}`, recipientIds };
    // What was refused stands for nothing: after it, the id is free.
    const conflicts = chance.draw() < 0.1 && !recipientIds.includes(nobody);
    return {
      ...sending,
      senderId,
      at: chance.draw() * lasts,
      way: chance.draw() < 0.6 ? 'socket' : 'http',
      conflicting: conflicts ? { ...sending, messageBody: `another ${i}`, recipientIds: [5] } : null,
    };
  });
}

/** Sets up who has which script and fixed reply, and who blocked whom, before anything else happens. */
export async function setUp(
  { store, scripts }: Pick<Deployment, 'scripts'> & { readonly store: Store },
  now: number,
  record: (event: Event) => void,
): Promise<void> {
  for (const { userId, source } of scriptsOfUsers) {
    await scripts.put(userId, targetOf(source), source, now);
    await store.setInterest('jolie-exec', userId, true, now);
  }
  const replies = [
    { userId: 2, messageBody: 'Noted, says 2.', minIntervalSeconds: 0 },
    { userId: 5, messageBody: 'Noted, says 5.', minIntervalSeconds: 30 },
  ];
  for (const { userId, ...reply } of replies) {
    await store.changeAutoReply(userId, { enabled: true, ...reply }, now);
    await store.setInterest('auto-reply', userId, true, now);
  }
  await store.block(1, 5);
  record({ kind: 'blocked', user: 1, blockedId: 5 });
}
