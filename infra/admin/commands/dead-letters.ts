import type { DeadLetter } from '@parley/ports';
import { lineOf, type Command } from '../command';
import { AdminError, adminCodes } from '../errors';

const usual = 50;
const most = 1_000;

const limitOf = (text: string | undefined): number => {
  if (text === undefined) return usual;
  if (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= most) return Number(text);
  throw new AdminError(adminCodes.usage, `--limit must be a number from 1 to ${most}.`);
};

const unknown = (id: string) =>
  new AdminError(adminCodes.unknownDeadLetter, `There is no dead letter ${JSON.stringify(id)}.`);

/** What a list shows: nothing of what people wrote. */
const withoutBody = ({ id, topic, reason, attempts, at }: DeadLetter) => ({
  id,
  topic,
  reason,
  attempts,
  at,
});

export const listDeadLetters: Command = {
  usage: 'dead-letters list [--after ID] [--limit N]',
  summary: 'Lists messages that were put aside, the oldest first, without their contents.',
  words: ['dead-letters', 'list'],
  takes: [0, 0],
  options: ['after', 'limit'],
  async run({ options, operations }) {
    const page = await operations.bus().deadLetters(options['after'] ?? null, limitOf(options['limit']));
    const lines = page.deadLetters.map(lineOf);
    if (lines.length === 0) lines.push('There are no dead letters.');
    if (page.next !== null) lines.push(`More with --after ${page.next}`);
    return {
      json: { deadLetters: page.deadLetters.map(withoutBody), next: page.next },
      text: lines.join('\n'),
    };
  },
};

export const showDeadLetter: Command = {
  usage: 'dead-letters show ID',
  summary: 'Shows one of them whole. It may hold what people wrote: look only when you must.',
  words: ['dead-letters', 'show'],
  takes: [1, 1],
  async run({ args: [id = ''], operations }) {
    const letter = await operations.bus().deadLetter(id);
    if (letter === null) throw unknown(id);
    return { json: letter, text: `${lineOf(letter)}\n${JSON.stringify(letter, null, 2)}` };
  },
};

export const replayDeadLetters: Command = {
  usage: 'dead-letters replay ID… | --all [--topic TOPIC]',
  summary: 'Sends them on their way again; what fails again comes back here.',
  words: ['dead-letters', 'replay'],
  takes: [0, most],
  options: ['topic'],
  flags: ['all'],
  async run({ args, options, flags, operations, progress }) {
    const bus = operations.bus();
    if (flags.has('all') === args.length > 0) {
      throw new AdminError(adminCodes.usage, 'Name the dead letters to replay, or say --all.');
    }
    const ids = args.length > 0 ? args : await idsOf(bus, options['topic']);
    const replayed: string[] = [];
    for (const id of ids) {
      if (await bus.replay(id)) replayed.push(id);
      else if (args.length > 0) throw unknown(id);
      progress(`dead letter ${id}`, replayed.length, ids.length);
    }
    const text =
      replayed.length === 1
        ? 'One message is on its way again.'
        : `${replayed.length} messages are on their way again.`;
    return { json: { replayed }, text };
  },
};

/** Those that are there now: one that comes back while they are replayed is not replayed again. */
async function idsOf(
  bus: {
    deadLetters(
      after: string | null,
      limit: number,
    ): Promise<{ deadLetters: DeadLetter[]; next: string | null }>;
  },
  topic: string | undefined,
): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null; ;) {
    const page: { deadLetters: DeadLetter[]; next: string | null } = await bus.deadLetters(after, most);
    for (const letter of page.deadLetters)
      if (topic === undefined || letter.topic === topic) ids.push(letter.id);
    if (page.next === null) return ids;
    after = page.next;
  }
}
