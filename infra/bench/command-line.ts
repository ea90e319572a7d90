import { BenchError, benchCodes } from './errors';

/** The parts of the bench, in the order in which they are measured. */
export const partNames = ['engine', 'relay', 'pipeline', 'functions', 'growth'] as const;
export type PartName = (typeof partNames)[number];

/** What a command line asks for. */
export interface Asked {
  readonly parts: readonly PartName[];
  /** The page into which the tables are written, too; null for none. */
  readonly page: string | null;
}

const help = `There are ${partNames.join(', ')}, and --write PAGE.`;

/** Reads the arguments: parts (all when none is named), and `--write PAGE`. Throws a {@link BenchError} `usage`. */
export function readCommandLine(argv: readonly string[]): Asked {
  const parts = new Set<PartName>();
  let page: string | null = null;
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!;
    const part = partNames.find((name) => name === word);
    if (part !== undefined) parts.add(part);
    else if (word === '--write' && argv[i + 1] !== undefined) page = argv[++i]!;
    else throw new BenchError(benchCodes.usage, `The bench does not know ${JSON.stringify(word)}. ${help}`);
  }
  return { parts: partNames.filter((name) => parts.size === 0 || parts.has(name)), page };
}
