import { assumptions, sizes } from './assumptions';
import type { ServiceTimes } from './data';
import { entrySize, sendSize } from './entry-size';
import {
  announceOperations,
  autoReplyOperations,
  bootstrapOperations,
  deliveredOperations,
  heartbeatOperations,
  jolieExecOperations,
  listingOperations,
  readOperations,
  routerOperations,
  sessionOperations,
  sumOf,
  timesOf,
  type Found,
  type Operations,
} from './operations';
import type { Workload } from './workload';

export const secondsOfDay = 86_400;

/** A part that serves requests with instances of its own. */
export interface Station {
  readonly name: 'jolie-exec' | 'auto-reply' | 'router';
  /** Messages that visit it for one that a person wrote. */
  readonly visits: number;
  /** Processor time of one visit, and the time that it waits for Google's services, ms. */
  readonly processorMilliseconds: number;
  readonly waitMilliseconds: number;
}

/** What one message that a person wrote causes, on the mean. */
export interface PerMessage {
  /** People on it, the writer included. */
  readonly people: number;
  /** Runs of scripts, and messages that programs make. */
  readonly runs: number;
  readonly generated: number;
  /** Entries in inboxes. */
  readonly entries: number;
  /** Deliveries to sockets. */
  readonly frames: number;
  readonly operations: Operations;
  /** Publications, each delivered once, and how many of them are pushed to a stage. */
  readonly publications: number;
  readonly pushes: number;
  readonly stations: readonly Station[];
}

/** How many of so many are met at least once in so many draws, as relays by sockets: all × (1 − the share that is never met). */
export const distinctOf = (all: number, draws: number): number =>
  all <= 1 ? Math.min(all, draws) : all * -Math.expm1(draws * Math.log1p(-1 / all));

const someOf = (share: number, people: number): number => 1 - (1 - share) ** people;

/** One class of messages: those with so many recipients. */
function perMessageTo(
  recipients: number,
  workload: Workload,
  relays: number,
  times: ServiceTimes,
): PerMessage {
  const { scripted, answersPerRun, autoReply, replied, online, sessionsPerUser, readsPerDelivery } = workload;
  const a = assumptions;
  const people = recipients + 1;
  // The writer is online; the others are as the mean.
  const found = (others: number, writers: number): Found => {
    const sessions = (others * online + writers) * sessionsPerUser;
    return { sessions, relays: distinctOf(relays, sessions) };
  };
  // A stage is left off the slip when nobody on the message has an interest in it.
  const scripts = someOf(scripted, people);
  const replies = someOf(autoReply, people);
  const runs = scripted * people;
  const switchedOn = autoReply * recipients;
  const sent = switchedOn * replied;
  const byScripts = runs * answersPerRun;
  const generated = byScripts + sent;
  const whole = found(recipients, 1);
  const answered = found(1, 1);
  const reached = found(recipients, 0).relays;
  const writer = found(0, 1);
  const reads = recipients * readsPerDelivery;

  const operations = sumOf(
    bootstrapOperations(recipients),
    // A part that is visited by a share of the messages, and the runs of all.
    sumOf(timesOf(scripts, jolieExecOperations(recipients, 0)), {
      ...jolieExecOperations(0, runs),
      reads: jolieExecOperations(0, runs).reads - 1,
    }),
    sumOf(timesOf(replies, autoReplyOperations(recipients, 0, 0)), autoReplyOperations(0, switchedOn, sent)),
    routerOperations(recipients, whole),
    timesOf(generated, routerOperations(1, answered)),
    timesOf(reached, deliveredOperations(writer)),
    timesOf(reads, readOperations(recipients, whole)),
  );

  const hops = 1 + scripts + replies + byScripts * (1 + replies) + sent;
  const deliveries = whole.relays + generated * answered.relays;
  const notices = reached * writer.relays + reads * whole.relays;

  const processor = (milliseconds: number) => milliseconds * a.processorRatio;
  const perRun =
    2 * a.storageReadMilliseconds + 3 * a.firestoreReadMilliseconds + a.firestoreCommitMilliseconds;
  // Four recipients at once (functions/stages/jolie-exec).
  const turns = Math.ceil(recipients / 4);
  const stations: Station[] = [
    {
      name: 'jolie-exec',
      visits: scripts,
      processorMilliseconds: processor(
        times.jolieExec + (scripts === 0 ? 0 : (runs / scripts) * times.scriptRun),
      ),
      waitMilliseconds:
        (2 + turns) * a.firestoreReadMilliseconds +
        (scripts === 0 ? 0 : Math.min(1 + turns, runs / scripts) * perRun) +
        a.publishMilliseconds * (1 + (scripts === 0 ? 0 : byScripts / scripts)),
    },
    {
      name: 'auto-reply',
      visits: replies * (1 + byScripts),
      processorMilliseconds: processor(times.autoReply),
      // Fixed replies are looked up one after the other.
      waitMilliseconds: (1 + recipients) * a.firestoreReadMilliseconds + a.publishMilliseconds,
    },
    {
      name: 'router',
      visits: 1 + generated,
      processorMilliseconds: processor((times.router * people) / 2),
      // Blocks; the others' inboxes, each end and its two questions and a commit; the writer's own; sessions; leases.
      waitMilliseconds:
        (1 + 2 * 2 + 2) * a.firestoreReadMilliseconds +
        2 * a.firestoreCommitMilliseconds +
        a.publishMilliseconds * whole.relays,
    },
  ];
  return {
    people,
    runs,
    generated,
    entries: people + 2 * generated,
    frames: whole.sessions + generated * answered.sessions,
    operations,
    publications: hops + deliveries + notices,
    pushes: hops,
    stations,
  };
}

/** The mean over two classes: of a station's times, the mean over its visits. */
function mixed(share: number, most: PerMessage, group: PerMessage): PerMessage {
  const mean = (one: number, other: number) => (1 - share) * one + share * other;
  const of = (pick: (each: PerMessage) => number) => mean(pick(most), pick(group));
  return {
    people: of(({ people }) => people),
    runs: of(({ runs }) => runs),
    generated: of(({ generated }) => generated),
    entries: of(({ entries }) => entries),
    frames: of(({ frames }) => frames),
    operations: sumOf(timesOf(1 - share, most.operations), timesOf(share, group.operations)),
    publications: of(({ publications }) => publications),
    pushes: of(({ pushes }) => pushes),
    stations: most.stations.map((station, i) => {
      const other = group.stations[i]!;
      const visits = mean(station.visits, other.visits);
      const perVisit = (pick: (each: Station) => number) =>
        visits === 0
          ? pick(station)
          : mean(station.visits * pick(station), other.visits * pick(other)) / visits;
      return {
        name: station.name,
        visits,
        processorMilliseconds: perVisit((each) => each.processorMilliseconds),
        waitMilliseconds: perVisit((each) => each.waitMilliseconds),
      };
    }),
  };
}

/** What the whole of a workload asks for. Rates are per second, means over a day unless they say otherwise. */
export interface Demand {
  readonly messagesPerSecond: number;
  readonly peakMessagesPerSecond: number;
  /** Sockets on the mean, and in the busiest hour: never more than everybody's. */
  readonly sockets: number;
  readonly peakSockets: number;
  readonly connectsPerSecond: number;
  /** Relays that stand in the busiest hour, and on the mean. */
  readonly relays: number;
  readonly meanRelays: number;
  readonly perMessage: PerMessage;
  /** Per second, by what asks for them: messages, presence (heartbeats), sessions (connecting, lists), relays. */
  readonly operations: Readonly<Record<'messages' | 'presence' | 'sessions' | 'relays', Operations>>;
  readonly publicationsPerSecond: number;
  readonly publicationBytes: number;
  readonly pushesPerSecond: number;
  /** Bytes a second to browsers. */
  readonly egressBytesPerSecond: number;
  /** Bytes a day that stay: documents and their index entries. */
  readonly storageBytesPerDay: number;
  readonly entryBytes: { readonly document: number; readonly indexes: number };
}

/**
 * What a workload asks for. By Little's law the sockets are the people online times their sessions, and the relays are
 * those sockets over the places of a relay that Cloud Run means to fill.
 */
export function demandOf(workload: Workload, times: ServiceTimes): Demand {
  const { users, messagesPerUserDay, groups, fanout, groupSize, online, sessionsPerUser, peak } = workload;
  const { bodyBytes, words, contacts, connectsPerUserDay } = workload;
  const a = assumptions;
  const messagesPerSecond = (users * messagesPerUserDay) / secondsOfDay;
  const sockets = users * online * sessionsPerUser;
  const peakSockets = users * Math.min(1, online * peak) * sessionsPerUser;
  const places = sizes.relay.places * a.target;
  const relaysFor = (count: number) => Math.max(1, Math.ceil(count / places));
  const [relays, meanRelays] = [relaysFor(peakSockets), relaysFor(sockets)];

  const perMessage = mixed(
    groups,
    perMessageTo(fanout, workload, meanRelays, times),
    perMessageTo(groupSize, workload, meanRelays, times),
  );
  const connectsPerSecond = (users * connectsPerUserDay) / secondsOfDay;
  const theirs = { sessions: contacts * online * sessionsPerUser, relays: 0 };
  const watched: Found = { ...theirs, relays: distinctOf(meanRelays, theirs.sessions) };
  const deliveriesPerUserDay = messagesPerUserDay * (perMessage.entries - 1);
  const missed = connectsPerUserDay === 0 ? 0 : (deliveriesPerUserDay * (1 - online)) / connectsPerUserDay;
  // Those whom a relay's sessions watch, each counted once, and where they are.
  const people = distinctOf(users, (sockets / meanRelays) * contacts);
  const here = people * online * sessionsPerUser;
  const heartbeat = heartbeatOperations(people, { sessions: here, relays: distinctOf(meanRelays, here) });
  const own: Found = { sessions: 1, relays: 1 };
  const session = sumOf(
    sessionOperations(missed),
    timesOf(2, announceOperations(contacts, own, watched)),
    listingOperations(Math.min(contacts, 50)),
  );
  const operations = {
    messages: timesOf(messagesPerSecond, perMessage.operations),
    presence: timesOf(meanRelays / a.heartbeatSeconds, heartbeat),
    sessions: timesOf(connectsPerSecond, session),
    // A lease is renewed; the list of stages is read once a second.
    relays: { reads: meanRelays, writes: meanRelays / a.leaseSeconds, deletes: 0 },
  };
  const entry = entrySize({ users, people: perMessage.people, bodyBytes, words });
  const send = sendSize(users);
  return {
    messagesPerSecond,
    peakMessagesPerSecond: messagesPerSecond * peak,
    sockets,
    peakSockets,
    connectsPerSecond,
    relays,
    meanRelays,
    perMessage,
    operations,
    publicationsPerSecond:
      messagesPerSecond * perMessage.publications + connectsPerSecond * 2 * watched.relays,
    // No request counts for less than 1,000 bytes.
    publicationBytes: Math.max(1_000, bodyBytes + a.publicationOverheadBytes),
    pushesPerSecond: messagesPerSecond * perMessage.pushes,
    egressBytesPerSecond:
      messagesPerSecond * (perMessage.frames * (bodyBytes + a.frameOverheadBytes) + 2 * a.smallFrameBytes) +
      (sockets / a.heartbeatSeconds) * a.smallFrameBytes,
    storageBytesPerDay:
      users *
      messagesPerUserDay *
      (perMessage.entries * (entry.document + entry.indexes) + send.document + send.indexes),
    entryBytes: { document: entry.document, indexes: entry.indexes },
  };
}
