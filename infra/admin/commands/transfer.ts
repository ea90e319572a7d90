import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from '../command';
import { AdminError, adminCodes } from '../errors';
import { exportLines, importLines } from '../transfer';

export const exportData: Command = {
  usage: 'export FILE',
  summary: 'Writes accounts, scripts, settings and messages into a new file, to be imported elsewhere.',
  words: ['export'],
  takes: [1, 1],
  async run({ args: [file = ''], operations, progress }) {
    const handle = await open(path.resolve(file), 'wx', 0o600).catch((failure: NodeJS.ErrnoException) => {
      throw failure.code === 'EEXIST'
        ? new AdminError(adminCodes.fileThere, `${file} is there already: name a file that is not.`)
        : failure;
    });
    let [users, scripts, messages] = [0, 0, 0];
    const stream = handle.createWriteStream();
    try {
      for await (const line of exportLines(operations.source(), operations.clock.now())) {
        if (line.kind === 'account') progress('people', ++users, 0);
        if (line.kind === 'script') scripts++;
        if (line.kind === 'message') messages++;
        if (!stream.write(`${JSON.stringify(line)}\n`)) {
          await new Promise((resolve) => stream.once('drain', () => resolve(null)));
        }
      }
    } finally {
      await new Promise<void>((resolve) => stream.end(() => resolve()));
    }
    const text = `${users} people, ${scripts} versions of scripts and ${messages} messages are in ${file}.`;
    return { json: { file, users, scripts, messages }, text };
  },
};

export const importData: Command = {
  usage: 'import FILE',
  summary: 'Puts an export in. Parley must not serve meanwhile; it may be done again after an interruption.',
  words: ['import'],
  takes: [1, 1],
  async run({ args: [file = ''], operations, progress }) {
    const lines = createInterface({ input: createReadStream(path.resolve(file)), crlfDelay: Infinity });
    const done = await importLines(operations.destination(), lines, {
      clock: operations.clock,
      onProgress: ({ users }) => progress('people', users, 0),
    });
    const { users, scripts, messages } = done;
    const text = `${users} people, ${scripts} versions of scripts and ${messages} messages are here.`;
    return { json: { users, scripts, messages }, text };
  },
};
