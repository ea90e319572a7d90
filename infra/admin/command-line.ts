import { parseArgs } from 'node:util';
import type { Command, Operations, Progress, Result } from './command';
import { backup, janitor, migrate, restoreBackup, rotateKeys } from './commands/data';
import { listDeadLetters, replayDeadLetters, showDeadLetter } from './commands/dead-letters';
import { grant, revoke } from './commands/grant';
import { pipeline } from './commands/pipeline';
import { publish } from './commands/publish';
import { exportData, importData } from './commands/transfer';
import { AdminError, adminCodes } from './errors';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  grant,
  revoke,
  listDeadLetters,
  showDeadLetter,
  replayDeadLetters,
  publish,
  pipeline,
  backup,
  restoreBackup,
  exportData,
  importData,
  migrate,
  janitor,
  rotateKeys,
];

const name = 'npm run operator --';

/** The help, for all commands or for those that begin with these words. */
export function help(words: readonly string[] = []): string {
  const shown = commands.filter((command) => words.every((word, i) => command.words[i] === word));
  const listed = (shown.length > 0 ? shown : commands).map(
    ({ usage, summary }) => `  ${usage}\n      ${summary}`,
  );
  return [
    `Usage: ${name} COMMAND [--json] [--help]`,
    '',
    ...listed,
    '',
    'PARLEY_DATA names the folder of the data (.parley); with PARLEY_WORLD=google it is the data in the project',
    'that GOOGLE_CLOUD_PROJECT names. Progress is written to standard error.',
  ].join('\n');
}

/** What a command line asks for. */
export type Asked =
  | { readonly kind: 'help'; readonly text: string }
  | {
      readonly kind: 'run';
      readonly json: boolean;
      run(operations: Operations, progress: Progress): Promise<Result>;
    };

const usageError = (message: string) =>
  new AdminError(adminCodes.usage, `${message} See \`${name} --help\`.`);

/** Reads the arguments. Throws an {@link AdminError} `usage` when no command is meant by them. */
export function readCommandLine(argv: readonly string[]): Asked {
  const words = argv.filter((argument) => !argument.startsWith('-'));
  const command = commands.find((each) => each.words.every((word, i) => words[i] === word));
  if (argv.includes('--help') || argv.includes('-h') || words.length === 0) {
    return { kind: 'help', text: help(command?.words ?? words.slice(0, 1)) };
  }
  if (command === undefined) throw usageError(`There is no command ${JSON.stringify(words.join(' '))}.`);
  const { values, positionals } = parse(command, argv);
  const args = positionals.slice(command.words.length);
  const [least, most] = command.takes;
  if (args.length < least || args.length > most) throw usageError(`It is written: ${command.usage}.`);
  const options = Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  const flags = new Set(Object.keys(values).filter((option) => values[option] === true));
  return {
    kind: 'run',
    json: flags.has('json'),
    run: (operations, progress) => command.run({ args, options, flags, operations, progress }),
  };
}

function parse(
  { options = [], flags = [] }: Command,
  argv: readonly string[],
): { readonly values: Readonly<Record<string, unknown>>; readonly positionals: readonly string[] } {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        ...Object.fromEntries(options.map((option) => [option, { type: 'string' as const }])),
        ...Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }])),
      },
    });
  } catch (error) {
    throw usageError(`${(error as Error).message.split('. ')[0]!}.`);
  }
}
