import {
  decodeServerFrame,
  encodeFrame,
  findBroken,
  isUserId,
  parseJson,
  type Rule,
  type ServerFrame,
} from '@parley/envelope';
import {
  relayTopicPrefix,
  type Clock,
  type OutgoingMessage,
  type Presence,
  type Publisher,
} from '@parley/ports';

/** What a relay is told besides messages: frames for the sockets of these people. Nothing of it is stored. */
export interface Notice {
  readonly to: readonly number[];
  readonly frames: readonly ServerFrame[];
}

const peopleRule: Rule = (value) =>
  Array.isArray(value) && value.every((id) => isUserId(id)) ? null : 'must be a list of user ids';
const framesRule: Rule = (value) =>
  Array.isArray(value) && value.every((frame) => decodeServerFrame(JSON.stringify(frame)).ok)
    ? null
    : 'must be a list of frames';
const rules: ReadonlyMap<string, Rule> = new Map([
  ['to', peopleRule],
  ['frames', framesRule],
]);

const encodeNotice = ({ to, frames }: Notice): OutgoingMessage => ({
  data: `{"to":${JSON.stringify(to)},"frames":[${frames.map(encodeFrame).join(',')}]}`,
  attributes: {},
});

/** Reads a notice; null when it is another message. Never throws. */
export function decodeNotice(data: string): Notice | null {
  const parsed = parseJson(data);
  return parsed.ok && findBroken(parsed.json, rules) === null ? (parsed.json as Notice) : null;
}

export interface NotifyDeps {
  readonly store: Pick<Presence, 'sessionsOf'>;
  readonly publisher: Publisher;
  readonly clock: Clock;
}

/** The topic of one relay. */
export const relayTopic = (relayId: string): string => `${relayTopicPrefix}${relayId}`;

/** The relays that hold sockets of these people, each with those of the people that it serves. */
export async function relaysOf(
  { store, clock }: Pick<NotifyDeps, 'store' | 'clock'>,
  userIds: readonly number[],
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const byRelay = new Map<string, Set<number>>();
  for (const { relayId, userId } of await store.sessionsOf(userIds, clock.now())) {
    byRelay.set(relayId, (byRelay.get(relayId) ?? new Set()).add(userId));
  }
  return byRelay;
}

/** Gives frames to people who are here now; those who are not never hear of it. */
export type Notify = (userIds: readonly number[], frames: readonly ServerFrame[]) => Promise<void>;

export const createNotify =
  (deps: NotifyDeps): Notify =>
  async (userIds, frames) => {
    if (userIds.length === 0 || frames.length === 0) return;
    const relays = await relaysOf(deps, userIds);
    await Promise.all(
      [...relays].map(([relayId, to]) =>
        deps.publisher.publish(relayTopic(relayId), encodeNotice({ to: [...to], frames })),
      ),
    );
  };
