import type { Row } from '@parley/jolie/bench';
import { chartOf } from '../simulation';
import { fillInbox } from './fill';
import { endAndLowest, perUnit, seriesOf, type Series } from './series';
import { openStack, type Stack } from './stack';

/** So many that a turn in which SQLite copies its log into the file, or garbage is collected, does not stand for a size. */
const rounds = 9;
/** A cost that should not grow, or not faster than what it is for, may still vary by so much over its whole range. */
const flat = 1.5;

const conversationCounts = [10, 100, 1_000, 10_000];
const recipientCounts = [1, 4, 16, 64, 256];
const kibibytes = [1, 4, 16, 64];
/** Reads that are measured at once: some tens of milliseconds, as messages take. */
const reads = 400;
/**
 * Conversations are visited in strides of it, a prime, so that those one after the other are no neighbours: a page of
 * SQLite's file that several share would be changed once for all of them.
 */
const stride = 7_919;
const inboxSizes = [100, 10_000, 100_000, 1_000_000];

/** Processor time of this process for each of `count`, µs. */
async function costOf(count: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const text = (characters: number) => 'some words '.repeat(Math.ceil(characters / 11)).slice(0, characters);

/** One message after the other through the conversations of so many pairs; each has had one before. */
async function conversations(stack: Stack): Promise<Series> {
  const firstOf = conversationCounts.map((_, i) => 1_000_000 + i * 100_000);
  const messages = 500;
  const visited = conversationCounts.map(() => 0);
  const pass = (count: number, size: number, i: number) =>
    stack.pass(count, size, () => {
      const senderId = firstOf[i]! + 2 * ((visited[i]!++ * stride) % size);
      return { senderId, recipientIds: [senderId + 1], messageBody: text(100) };
    });
  for (const [i, size] of conversationCounts.entries()) await pass(size, size, i);
  return seriesOf(rounds, conversationCounts, (size, i) => costOf(messages, () => pass(messages, size, i)));
}

/** Messages of one person to so many. */
const recipients = (stack: Stack): Promise<Series> =>
  seriesOf(rounds, recipientCounts, (size, i) => {
    const senderId = 2_000_000 + i * 1_000;
    const recipientIds = Array.from({ length: size }, (_, k) => senderId + 1 + k);
    const messages = Math.max(40, 200 / size);
    return costOf(messages, () =>
      stack.pass(messages, 8, () => ({ senderId, recipientIds, messageBody: text(100) })),
    );
  });

/** Messages of so many KiB between two people. */
const sizes = (stack: Stack): Promise<Series> =>
  seriesOf(rounds, kibibytes, (size, i) => {
    const senderId = 3_000_000 + 2 * i;
    const messageBody = text(size * 1024);
    return costOf(100, () =>
      stack.pass(100, 8, () => ({ senderId, recipientIds: [senderId + 1], messageBody })),
    );
  });

/** Messages to a person, and reads of their newest fifty, where so many lie already. */
async function inboxes(folder: () => string): Promise<{ sent: Series; read: Series }> {
  const [senderId, userId] = [1, 2];
  const one = { senderId, recipientIds: [userId], messageBody: text(100) };
  const directories = inboxSizes.map(folder);
  for (const [i, directory] of directories.entries()) {
    const empty = await openStack(directory);
    await empty.pass(1, 1, () => one);
    await empty.close();
    fillInbox(directory, userId, inboxSizes[i]! - 1);
  }
  const stacks = await Promise.all(directories.map(openStack));
  try {
    const sent = await seriesOf(rounds, inboxSizes, (_, i) =>
      costOf(200, () => stacks[i]!.pass(200, 8, () => one)),
    );
    const read = await seriesOf(rounds, inboxSizes, (_, i) =>
      costOf(reads, async () => {
        for (let k = 0; k < reads; k++)
          await stacks[i]!.store.read(userId, { before: Number.MAX_SAFE_INTEGER, limit: 50 });
      }),
    );
    return { sent, read };
  } finally {
    for (const stack of stacks) await stack.close();
  }
}

const grey = '#7a7f87';
const blue = '#3b82f6';

const labelOf = (size: number) =>
  size >= 1_000_000 ? `${size / 1_000_000}M` : size >= 1_000 ? `${size / 1_000}k` : String(size);

const picture = (
  name: string,
  title: string,
  x: string,
  lines: readonly { readonly name: string; readonly series: Series; readonly colour: string }[],
) => ({
  file: `growth-${name}.svg`,
  svg: chartOf({
    title,
    x,
    y: 'µs',
    logarithmic: true,
    labels: lines[0]!.series.sizes.map(labelOf),
    series: lines.map(({ name: of, series, colour }) => ({
      name: of,
      colour,
      values: series.costs.map(({ median }) => median),
    })),
  }),
});

/** The last of a series beside the lowest before it. */
function row(what: string, series: Series, things: string): Row {
  const { end, lowest } = endAndLowest(series);
  return {
    what: `${what}, ${end.size.toLocaleString('en')} ${things}`,
    unit: 'µs',
    ours: end.cost,
    baseline: lowest.cost,
    baselineName: `${lowest.size.toLocaleString('en')}, the cheapest before`,
    better: 'less',
    goal: { of: 'ratio', atMost: flat },
  };
}

/**
 * Processor time of a message through all stages, durable, as something grows: it should follow what is delivered and
 * not what is stored. Each row holds the largest size to the cheapest of the smaller ones. The pictures show all.
 */
export async function growth(folder: () => string, progress: (what: string) => void) {
  const stack = await openStack(folder());
  try {
    progress('conversations');
    const byConversations = await conversations(stack);
    progress('recipients');
    const byRecipients = await recipients(stack);
    progress('sizes');
    const bySizes = await sizes(stack);
    progress('inboxes: filling them, then sending and reading');
    const { sent, read } = await inboxes(folder);
    const message = 'a message';
    return {
      rows: [
        row('a message', byConversations, 'conversations'),
        row('a message, for each recipient', perUnit(byRecipients), 'recipients'),
        row('a message, for each KiB', perUnit(bySizes), 'KiB'),
        row('a message', sent, 'messages in the inbox'),
        row('the newest fifty read', read, 'messages in the inbox'),
      ],
      pictures: [
        picture('conversations', 'A message, by conversations', 'conversations', [
          { name: message, series: byConversations, colour: blue },
        ]),
        picture('recipients', 'A message, by recipients', 'recipients', [
          { name: message, series: byRecipients, colour: blue },
          { name: 'each recipient', series: perUnit(byRecipients), colour: grey },
        ]),
        picture('size', 'A message, by its size', 'KiB', [
          { name: message, series: bySizes, colour: blue },
          { name: 'each KiB', series: perUnit(bySizes), colour: grey },
        ]),
        picture('inbox', 'An inbox, by what lies in it', 'messages in the inbox', [
          { name: message, series: sent, colour: blue },
          { name: 'the newest fifty read', series: read, colour: grey },
        ]),
      ],
    };
  } finally {
    await stack.close();
  }
}
