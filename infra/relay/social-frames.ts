import { conversationOf, type ClientFrame, type ServerFrame } from '@parley/envelope';
import { relayCodes } from './codes';
import type { RelayDeps } from './deps';
import type { Watch } from './watch';

/** The session for which a frame is handled. */
export interface SocialSession {
  readonly userId: number;
  /** Whether its person may be told of as typing now; counts it. */
  mayType(): boolean;
  /** Whom it watches; nobody until it says so. */
  readonly watched: Watch;
  reply(frame: ServerFrame): void;
}

type Deps = Pick<RelayDeps, 'store' | 'notify'>;
type FrameOf<T extends ClientFrame['$type']> = Extract<ClientFrame, { $type: T }>;

/** Of these people, those who may hear of the user: they share a conversation, and neither blocked the other. */
export async function audienceOf(
  store: Deps['store'],
  userId: number,
  people: readonly number[],
): Promise<number[]> {
  const others = people.filter((id) => id !== userId);
  const [acquainted, blockers, blocked] = await Promise.all([
    store.acquainted(userId, others),
    store.blockersOf(userId, others),
    store.blocked(userId),
  ]);
  return others.filter((id) => acquainted.has(id) && !blockers.has(id) && !blocked.includes(id));
}

/** Passed on to those who are here, and forgotten; more than one in three seconds is dropped without a word. */
export async function typing(
  { store, notify }: Deps,
  session: SocialSession,
  { destinationUsers }: FrameOf<'Typing'>,
): Promise<void> {
  if (!session.mayType()) return;
  const { userId } = session;
  const conversation = conversationOf(userId, destinationUsers);
  await notify(await audienceOf(store, userId, destinationUsers), [
    { $type: 'Typing', userId, conversation },
  ]);
}

/** Stored, and told to the people of the conversation, the reader's own other sessions among them. */
export async function read(
  { store, notify }: Deps,
  session: SocialSession,
  { conversation, messageUid }: FrameOf<'Read'>,
): Promise<void> {
  const { userId } = session;
  const outcome = await store.markRead(userId, conversation, messageUid);
  if (outcome === null) {
    const title = 'There is no such message in this conversation.';
    return session.reply({
      $type: 'Rejected',
      problem: { code: relayCodes.unknownMessage, title, field: 'messageUid' },
    });
  }
  if (!outcome.changed) return;
  const audience = await audienceOf(store, userId, outcome.memberIds);
  await notify([...audience, userId], [{ $type: 'Read', userId, conversation, messageUid }]);
}

/** From now on the session hears of these people's presence, and at once how it is; of others no more. */
export async function watch(
  { store }: Deps,
  { userId, watched }: SocialSession,
  { users }: FrameOf<'Watch'>,
): Promise<void> {
  await watched.set(await audienceOf(store, userId, users));
}
