import { conversationOf } from '@parley/envelope';
import type { Entry, Event, History } from './history';

/** Somebody sends a message, and what becomes of it. */
export interface SendStep {
  readonly kind: 'send';
  readonly from: number;
  readonly to: readonly number[];
  /** Whose scripts withhold it from their owners. */
  readonly drops: readonly number[];
  /** Whose scripts answer it. */
  readonly replies: readonly number[];
  readonly outcome: 'accepted' | 'refused' | 'unanswered' | 'lost';
  /** Whether the sender's script changes the text. */
  readonly changed: boolean;
}

/** One thing that happens in the model. */
export type Step =
  | SendStep
  | { readonly kind: 'leave'; readonly user: number }
  | { readonly kind: 'return'; readonly user: number };

/**
 * A product that keeps its promises, in memory: what its clients would have recorded of these steps. The checker must
 * find nothing in it, and something once it is tampered with.
 */
export function simulate(users: readonly number[], steps: readonly Step[]): History {
  const events: Event[] = [];
  const inboxes = new Map(users.map((user) => [user, [] as (Entry & { cursor: string })[]]));
  const runs = new Map(users.map((user) => [user, [] as Extract<Event, { kind: 'runs' }>['runs'][number][]]));
  const cursors = new Map<number, string | null>(users.map((user) => [user, null]));
  const here = new Set<number>();

  const receive = (user: number, entry: Entry & { cursor: string }) => {
    const { cursor, ...rest } = entry;
    cursors.set(user, cursor);
    events.push({ kind: 'received', user, entry: rest, cursor });
  };
  const connect = (user: number) => {
    const after = cursors.get(user) ?? null;
    events.push({ kind: 'resumed', user, after });
    here.add(user);
    const inbox = inboxes.get(user)!;
    const from = inbox.findIndex(({ cursor }) => cursor === after) + 1;
    for (const entry of inbox.slice(from)) receive(user, entry);
  };
  const append = (people: readonly number[], message: Omit<Entry, 'position'>) => {
    for (const user of new Set(people)) {
      const inbox = inboxes.get(user);
      if (inbox === undefined) continue;
      const position = inbox.length + 1;
      const entry = { ...message, position, cursor: `cursor ${user}/${position}` };
      inbox.push(entry);
      if (here.has(user)) receive(user, entry);
    }
  };

  users.forEach(connect);
  steps.forEach((step, number) => {
    if (step.kind === 'leave') {
      here.delete(step.user);
      return;
    }
    if (step.kind === 'return') {
      if (!here.has(step.user)) connect(step.user);
      return;
    }
    const { from: senderId, to: recipientIds, outcome } = step;
    const messageUid = `message ${number}`;
    const messageBody = `text ${number}`;
    const conversation = conversationOf(senderId, recipientIds);
    events.push({ kind: 'sent', user: senderId, messageUid, messageBody, recipientIds });
    if (outcome === 'accepted' || outcome === 'refused')
      events.push({ kind: outcome, user: senderId, messageUid });
    if (outcome === 'refused' || outcome === 'lost') return;
    const changed = step.changed ? `${messageBody}, changed` : messageBody;
    if (step.changed) {
      runs.get(senderId)!.push({
        target: 'send',
        senderId,
        messageUid,
        answer: { action: 'forward', messageBody: changed, messages: [] },
      });
    }
    const others = recipientIds.filter((id) => id !== senderId);
    for (const owner of others) {
      const drops = step.drops.includes(owner);
      const replies = step.replies.includes(owner);
      if (!drops && !replies) continue;
      const messages = replies ? [{ recipientIds: [senderId], messageBody: `reply of ${owner}` }] : [];
      const action = drops ? 'drop' : 'forward';
      runs.get(owner)!.push({ target: 'recv', senderId, messageUid, answer: { action, messages } });
    }
    const message = {
      senderId,
      messageUid,
      conversation,
      messageBody: changed,
      recipientIds,
      fromAutoReply: false,
    };
    append([...others.filter((id) => !step.drops.includes(id)), senderId], message);
    for (const owner of [...others].sort((a, b) => a - b)) {
      if (!step.replies.includes(owner)) continue;
      append([senderId, owner], {
        senderId: owner,
        messageUid: `reply ${number} of ${owner}`,
        conversation: conversationOf(owner, [senderId]),
        messageBody: `reply of ${owner}`,
        recipientIds: [senderId],
        fromAutoReply: true,
        causedBy: messageUid,
      });
    }
  });
  for (const [user, entries] of inboxes) events.push({ kind: 'inbox', user, entries });
  for (const [user, records] of runs) events.push({ kind: 'runs', user, runs: records });
  return events;
}
