/** What people do with the product: everything that the model begins with. */
export interface Workload {
  /** Registered people. */
  readonly users: number;
  /** Messages that each of them writes on a mean day, by hand. */
  readonly messagesPerUserDay: number;
  /** Recipients of a message, the mean of those that go to no large group. */
  readonly fanout: number;
  /** Share of the messages that go to a large group. */
  readonly groups: number;
  /** Recipients of such a message. */
  readonly groupSize: number;
  /** Share of the people who have a script in both directions. */
  readonly scripted: number;
  /** Messages that one run of a script makes, the mean. */
  readonly answersPerRun: number;
  /** Share of the people who have a fixed reply switched on. */
  readonly autoReply: number;
  /** Share of those replies that are sent; the others fall into the interval after one. */
  readonly replied: number;
  /** Share of the people who are online on the mean of a day. */
  readonly online: number;
  /** Sockets of one person who is online. */
  readonly sessionsPerUser: number;
  /** The busiest hour against the mean, of messages and of people online. */
  readonly peak: number;
  /** UTF-8 bytes of a message's text. */
  readonly bodyBytes: number;
  /** Distinct words of a message's text. */
  readonly words: number;
  /** Times a day that one person connects. */
  readonly connectsPerUserDay: number;
  /** People with whom one person has a conversation, and whose presence the page watches. */
  readonly contacts: number;
  /** `Read` frames for one delivered message: who reads three at once sends one. */
  readonly readsPerDelivery: number;
}

/** One field of a workload as an argument: its flag, its range, and what it says. */
export interface Field {
  readonly name: keyof Workload;
  readonly flag: string;
  readonly usual: number;
  readonly lowest: number;
  readonly highest: number;
  readonly isWhole?: boolean;
  readonly meaning: string;
}

const share = { lowest: 0, highest: 1 } as const;

/** Every field, in the order of the help. Highest values are the product's own limits where it has one. */
export const fields: readonly Field[] = [
  {
    name: 'users',
    flag: 'users',
    usual: 10_000_000,
    lowest: 1,
    highest: 2_147_483_647,
    isWhole: true,
    meaning: 'registered people',
  },
  {
    name: 'messagesPerUserDay',
    flag: 'messages-per-user-day',
    usual: 40,
    lowest: 0,
    highest: 1_000_000,
    meaning: 'messages that each writes on a mean day',
  },
  {
    name: 'fanout',
    flag: 'fanout',
    usual: 1.8,
    lowest: 1,
    highest: 256,
    meaning: 'recipients of a message that goes to no large group, the mean',
  },
  {
    name: 'groups',
    flag: 'groups',
    usual: 0.01,
    ...share,
    meaning: 'share of the messages that go to a large group',
  },
  {
    name: 'groupSize',
    flag: 'group-size',
    usual: 50,
    lowest: 1,
    highest: 256,
    meaning: 'recipients of such a message',
  },
  {
    name: 'scripted',
    flag: 'scripted',
    usual: 0.2,
    ...share,
    meaning: 'share of the people who have scripts',
  },
  {
    name: 'answersPerRun',
    flag: 'answers-per-run',
    usual: 0.1,
    lowest: 0,
    highest: 20,
    meaning: 'messages that one run of a script makes, the mean',
  },
  {
    name: 'autoReply',
    flag: 'auto-reply',
    usual: 0.02,
    ...share,
    meaning: 'share of the people whose fixed reply is switched on',
  },
  {
    name: 'replied',
    flag: 'replied',
    usual: 0.3,
    ...share,
    meaning: 'share of those replies that are sent; the interval holds the others back',
  },
  {
    name: 'online',
    flag: 'online',
    usual: 0.1,
    ...share,
    meaning: 'share of the people who are online, the mean of a day',
  },
  {
    name: 'sessionsPerUser',
    flag: 'sessions-per-user',
    usual: 1.3,
    lowest: 1,
    highest: 8,
    meaning: 'sockets of a person who is online',
  },
  {
    name: 'peak',
    flag: 'peak',
    usual: 3,
    lowest: 1,
    highest: 100,
    meaning: 'the busiest hour against the mean',
  },
  {
    name: 'bodyBytes',
    flag: 'body-bytes',
    usual: 100,
    lowest: 1,
    highest: 65_536,
    isWhole: true,
    meaning: "bytes of a message's text",
  },
  {
    name: 'words',
    flag: 'words',
    usual: 18,
    lowest: 0,
    highest: 1_000,
    isWhole: true,
    meaning: "distinct words of a message's text",
  },
  {
    name: 'connectsPerUserDay',
    flag: 'connects-per-user-day',
    usual: 4,
    lowest: 0,
    highest: 10_000,
    meaning: 'times a day that one person connects',
  },
  {
    name: 'contacts',
    flag: 'contacts',
    usual: 20,
    lowest: 0,
    highest: 200,
    isWhole: true,
    meaning: 'people with whom one has a conversation, and whom the page watches',
  },
  {
    name: 'readsPerDelivery',
    flag: 'reads-per-delivery',
    usual: 0.5,
    ...share,
    meaning: 'Read frames for one delivered message',
  },
];

/** The workload that is meant where nothing is said. */
export const usualWorkload = Object.fromEntries(
  fields.map(({ name, usual }) => [name, usual]),
) as unknown as Workload;
