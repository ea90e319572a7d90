/*
 * What Parley asks of Firestore, counted from its code: each formula names the calls that it stands for, and
 * operations.int.test.ts holds each against what the adapters really send to the emulator.
 *
 * Firestore bills a document that is read, also one that is not there, and at least one for a query; a document that
 * is written or deleted; and a read for each thousand index entries that a count or a sum looks at.
 * Source: cloud.google.com/firestore/pricing.
 */

/** Operations on documents, as they are billed. */
export interface Operations {
  readonly reads: number;
  readonly writes: number;
  readonly deletes: number;
}

export const noOperations: Operations = { reads: 0, writes: 0, deletes: 0 };

export const sumOf = (...all: readonly Operations[]): Operations =>
  all.reduce(
    (sum, each) => ({
      reads: sum.reads + each.reads,
      writes: sum.writes + each.writes,
      deletes: sum.deletes + each.deletes,
    }),
    noOperations,
  );

export const timesOf = (factor: number, { reads, writes, deletes }: Operations): Operations => ({
  reads: factor * reads,
  writes: factor * writes,
  deletes: factor * deletes,
});

/** Values that Firestore takes in one `in`: users whose sessions one query finds. */
export const usersAQuery = 30;

/**
 * How a message begins (functions/pipeline/bootstrap): each recipient's account is looked up, the interests of all
 * people in both stages, and the send is recorded. The list of stages is remembered and counts with the instances.
 */
export const bootstrapOperations = (recipients: number): Operations => ({
  reads: recipients + 2 * (recipients + 1),
  writes: 1,
  deletes: 0,
});

/**
 * A message at jolie-exec: is there a decision of the sender's script, who blocked the sender, is there a decision of
 * each recipient's; and for each script that runs its owner's settings, whether it rests, the decision, and what it
 * spent lately. One run in sixteen counts its owner's records. A record goes again after a week.
 */
export const jolieExecOperations = (recipients: number, runs: number): Operations => ({
  reads: 1 + 2 * recipients + runs * (3 + 1 / 16),
  writes: runs,
  deletes: runs,
});

/**
 * A message at auto-reply: who blocked the sender, each recipient's fixed reply; and for each that is on the claim and
 * the interval, both of which are written when the reply is sent, and go again.
 */
export const autoReplyOperations = (recipients: number, switchedOn: number, sent: number): Operations => ({
  reads: 2 * recipients + 2 * switchedOn,
  writes: 2 * sent,
  deletes: sent,
});

/** Live sessions that a look-up finds, on how many relays. */
export interface Found {
  readonly sessions: number;
  readonly relays: number;
}

/** Looking up live sessions of some users (`sessionsOf`): each session, each relay's lease, at least one a query. */
export const sessionsOperations = (users: number, { sessions, relays }: Found): Operations => ({
  reads: Math.max(Math.ceil(users / usersAQuery), sessions) + relays,
  writes: 0,
  deletes: 0,
});

/**
 * A message at the router: who blocked the sender; for each inbox its end, whether the message is there, and which
 * entry was the conversation's last; the new entry, and the last one that is it no more; then the live sessions.
 * `begun` is 1 for a conversation that has entries already, 0 for a new one.
 */
export const routerOperations = (recipients: number, found: Found, begun = 1): Operations =>
  sumOf(
    { reads: recipients + 3 * (recipients + 1), writes: (1 + begun) * (recipients + 1), deletes: 0 },
    sessionsOperations(recipients + 1, found),
  );

/** A relay that reached a recipient's screen looks up where the sender is, to say `Delivered`. */
export const deliveredOperations = (sender: Found): Operations => sessionsOperations(1, sender);

/**
 * A heartbeat of a relay (`lookAgain`, each 30 s): the sessions of those whom any of its sessions watches, and the leases of
 * the relays that hold them. Who has not come or gone unheard is not looked up.
 * @param watched different people whom the relay's sessions watch
 */
export const heartbeatOperations = (watched: number, found: Found): Operations =>
  watched === 0 ? noOperations : sessionsOperations(watched, found);

/**
 * A session from its record to its end: its sign-in is looked up when it connects and once more when it is recorded;
 * the inbox's end is read, and what was missed since the client's cursor; it is forgotten, which reads it and when its
 * user was last seen, writes that, and deletes it. What is told to others at both moments ({@link announceOperations})
 * comes on top.
 */
export const sessionOperations = (missed: number): Operations => ({
  reads: 2 + 1 + Math.max(1, missed) + 2,
  writes: 2,
  deletes: 1,
});

/** A page's list of conversations: the last entry of each, how far it was read, and the count of what was not. */
export const listingOperations = (conversations: number): Operations => ({
  reads: conversations === 0 ? 1 : 3 * conversations,
  writes: 0,
  deletes: 0,
});

/**
 * A person reads on (`Read`): the message is looked up, how far it was read before, once more in the transaction that
 * writes it; then who of the others may hear of it, and where they are.
 * @param others people in the conversation besides the reader
 */
export const readOperations = (others: number, found: Found): Operations =>
  sumOf(
    { reads: 3 + Math.max(Math.ceil(others / usersAQuery), 1) + others + 1, writes: 1, deletes: 0 },
    sessionsOperations(others + 1, found),
  );

/**
 * Telling others that a user came or went (infra/relay/announce): the user's sessions; how the user is; the last
 * entries of the user's conversations, twice, once for the people in them and once for whether they are acquainted;
 * who blocked the user, whom the user blocked; and the sessions of those who may hear of it.
 * @param contacts people with whom the user has a conversation of two
 */
export const announceOperations = (contacts: number, own: Found, theirs: Found): Operations =>
  sumOf(
    sessionsOperations(1, own),
    sumOf({ reads: 1, writes: 0, deletes: 0 }, sessionsOperations(1, own)),
    // A page of conversations, acquaintance by a query for each thirty, blocks; one read at least for an empty answer.
    {
      reads: Math.max(1, contacts) + Math.max(Math.ceil(contacts / usersAQuery), contacts) + contacts + 1,
      writes: 0,
      deletes: 0,
    },
    contacts === 0 ? noOperations : sessionsOperations(contacts, theirs),
  );
