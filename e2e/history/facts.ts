import { conversationOf } from '@parley/envelope';
import { identityOf, type Entry, type Event, type EventOf, type History, type RecordedRun } from './history';

/** What became of a message that somebody tried to send. */
export interface Sending {
  readonly identity: string;
  readonly senderId: number;
  readonly messageUid: string;
  readonly contents: readonly { readonly messageBody: string; readonly recipientIds: readonly number[] }[];
  readonly accepted: boolean;
  readonly refused: boolean;
}

/** A history, looked up in the ways that the rules need. */
export interface Facts {
  readonly history: History;
  readonly users: readonly number[];
  readonly sendings: ReadonlyMap<string, Sending>;
  readonly inboxes: ReadonlyMap<number, EventOf<'inbox'>['entries']>;
  /** Every message that lies in some inbox, by identity. */
  readonly messages: ReadonlyMap<string, Entry>;
  /** By owner. */
  readonly runs: ReadonlyMap<number, readonly RecordedRun[]>;
  of<K extends Event['kind']>(kind: K, user?: number): readonly EventOf<K>[];
  /** Whether a recorded answer or a block keeps this message from this user. */
  isWithheld(user: number, message: Pick<Entry, 'senderId' | 'messageUid'>): boolean;
  /** The message that this one answers; undefined when no inbox holds it. */
  causeOf(entry: Entry): Entry | undefined;
}

/** What each person's scripts decided, once each, however often it was recorded. */
function runsOf(events: readonly EventOf<'runs'>[]): Map<number, readonly RecordedRun[]> {
  const byOwner = new Map<number, Map<string, RecordedRun>>();
  for (const { user, runs } of events) {
    const decided = byOwner.get(user) ?? new Map<string, RecordedRun>();
    byOwner.set(user, decided);
    for (const run of runs) decided.set(`${run.target} ${identityOf(run)}`, run);
  }
  return new Map([...byOwner].map(([owner, decided]) => [owner, [...decided.values()]]));
}

export function factsOf(history: History): Facts {
  const of = <K extends Event['kind']>(kind: K, user?: number) =>
    history.filter(
      (event): event is EventOf<K> => event.kind === kind && (user === undefined || event.user === user),
    );
  const sendings = new Map<string, Sending>();
  const answered = (kind: 'accepted' | 'refused') =>
    new Set(of(kind).map(({ user, messageUid }) => identityOf({ senderId: user, messageUid })));
  const [accepted, refused] = [answered('accepted'), answered('refused')];
  for (const { user: senderId, messageUid, messageBody, recipientIds } of of('sent')) {
    const identity = identityOf({ senderId, messageUid });
    const { contents = [] } = sendings.get(identity) ?? {};
    const known = contents.some(
      (each) =>
        each.messageBody === messageBody &&
        conversationOf(senderId, each.recipientIds) === conversationOf(senderId, recipientIds),
    );
    sendings.set(identity, {
      identity,
      senderId,
      messageUid,
      contents: known ? contents : [...contents, { messageBody, recipientIds }],
      accepted: accepted.has(identity),
      refused: refused.has(identity),
    });
  }
  const inboxes = new Map(of('inbox').map(({ user, entries }) => [user, entries]));
  const messages = new Map<string, Entry>();
  const byUid = new Map<string, Entry[]>();
  for (const entry of [...inboxes.values()].flat()) {
    if (messages.has(identityOf(entry))) continue;
    messages.set(identityOf(entry), entry);
    byUid.set(entry.messageUid, [...(byUid.get(entry.messageUid) ?? []), entry]);
  }
  const runs = runsOf(of('runs'));
  const dropped = new Set(
    [...runs].flatMap(([owner, records]) =>
      records
        .filter(({ target, answer }) => target === 'recv' && answer.action === 'drop')
        .map((run) => `${owner} ${identityOf(run)}`),
    ),
  );
  const blocks = new Set(of('blocked').map(({ user, blockedId }) => `${user} ${blockedId}`));
  return {
    history,
    users: [...new Set(history.map(({ user }) => user))],
    sendings,
    inboxes,
    messages,
    runs,
    of,
    isWithheld: (user, message) =>
      user !== message.senderId &&
      (dropped.has(`${user} ${identityOf(message)}`) || blocks.has(`${user} ${message.senderId}`)),
    // An answer names its cause by messageUid; the cause's sender is on the answer or wrote to who answered.
    causeOf: ({ causedBy, senderId, recipientIds }) =>
      causedBy === undefined
        ? undefined
        : byUid
            .get(causedBy)
            ?.find(
              (cause) =>
                [cause.senderId, ...cause.recipientIds].includes(senderId) &&
                recipientIds.every((id) => [cause.senderId, ...cause.recipientIds].includes(id)),
            ),
  };
}
