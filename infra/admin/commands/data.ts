import path from 'node:path';
import type { Command } from '../command';

const sizeOf = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`;

export const backup: Command = {
  usage: 'backup FOLDER',
  summary: 'Copies all data into a new folder, as it is at one moment, also while Parley serves.',
  words: ['backup'],
  takes: [1, 1],
  async run({ args: [folder = ''], operations, progress }) {
    const { files, bytes } = await operations.backUp(path.resolve(folder), progress);
    return { json: { folder, files, bytes }, text: `${files} files, ${sizeOf(bytes)}, are in ${folder}.` };
  },
};

export const restoreBackup: Command = {
  usage: 'restore FOLDER',
  summary: 'Puts a backup in the place of the data, which is kept aside. Parley must not serve meanwhile.',
  words: ['restore'],
  takes: [1, 1],
  async run({ args: [folder = ''], operations, progress }) {
    const { at, kept } = await operations.restore(path.resolve(folder), progress);
    const aside = kept === null ? '' : ` What was there is in ${kept}.`;
    return { json: { at, kept }, text: `The data is that of ${at}.${aside}` };
  },
};

export const migrate: Command = {
  usage: 'migrate',
  summary: 'Brings the data to this version’s schema, as the next start would. Make a backup first.',
  words: ['migrate'],
  takes: [0, 0],
  async run({ operations }) {
    const { from, to } = await operations.migrate();
    const text =
      from === to ? `The data has schema ${to} already.` : `The data went from schema ${from} to ${to}.`;
    return { json: { from, to }, text };
  },
};

export const janitor: Command = {
  usage: 'janitor',
  summary: 'Takes away what was kept long enough, and what relays left that died.',
  words: ['janitor'],
  takes: [0, 0],
  async run({ operations, progress }) {
    const swept = await operations.sweep((records) => progress('records deleted', records, 0));
    const { records, sessions, relays } = swept;
    return {
      json: swept,
      text: `Deleted ${records} records, ${sessions} sessions and ${relays} dead relays.`,
    };
  },
};

export const rotateKeys: Command = {
  usage: 'rotate-keys',
  summary: 'Adds a key that signs session tokens from the next start on; nobody is signed out.',
  words: ['rotate-keys'],
  takes: [0, 0],
  async run({ operations }) {
    const { keys } = await operations.rotateKeys();
    return { json: { keys }, text: `The ring has ${keys} keys. Restart Parley to sign with the new one.` };
  },
};
