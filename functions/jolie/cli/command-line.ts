/** What a call of the command asks for. Numbers are null where the default holds. */
export interface CommandLine {
  readonly mode: 'run' | 'check' | 'conformance' | 'help';
  /** The program, or with `--conformance` the folder of cases. */
  readonly target: string;
  readonly programArguments: readonly string[];
  readonly stats: boolean;
  readonly realTime: boolean;
  readonly gas: number | null;
  readonly milliseconds: number | null;
  readonly memoryBytes: number | null;
  readonly seed: string | null;
  /** Milliseconds since the epoch at which the program's time starts. */
  readonly now: number | null;
  readonly service: string | null;
  readonly parameterFile: string | null;
  /** How code is made: generated where that can be, or as closures alone. */
  readonly tier: 'hot' | 'closures';
}

type Parsed =
  { readonly ok: true; readonly line: CommandLine } | { readonly ok: false; readonly reason: string };

const numbers = {
  '--gas': 'gas',
  '--ms': 'milliseconds',
  '--memory': 'memoryBytes',
  '--now': 'now',
} as const;
const texts = {
  '--seed': 'seed',
  '--service': 'service',
  '--params': 'parameterFile',
} as const;
const flags = { '--stats': 'stats', '--real-time': 'realTime' } as const;

const has = <Table extends object>(table: Table, key: PropertyKey): key is keyof Table =>
  Object.hasOwn(table, key);

/**
 * Reads the words after the command's name. Options stand before FILE; everything after FILE belongs to the program,
 * so that a program can have options of the same names.
 */
export function parseCommandLine(words: readonly string[]): Parsed {
  const line: { -readonly [Key in keyof CommandLine]: CommandLine[Key] } = {
    mode: 'run',
    target: '',
    programArguments: [],
    stats: false,
    realTime: false,
    gas: null,
    milliseconds: null,
    memoryBytes: null,
    seed: null,
    now: null,
    service: null,
    parameterFile: null,
    tier: 'hot',
  };
  let at = 0;
  for (; at < words.length && words[at]!.startsWith('--'); at++) {
    const word = words[at]!;
    if (word === '--') {
      at++;
      break;
    }
    if (word === '--help') return { ok: true, line: { ...line, mode: 'help' } };
    if (word === '--check') line.mode = 'check';
    else if (has(flags, word)) line[flags[word]] = true;
    else if (word === '--tier') {
      const value = words[++at];
      if (value !== 'hot' && value !== 'closures')
        return { ok: false, reason: '--tier needs hot or closures' };
      line.tier = value;
    } else if (word === '--conformance' || has(numbers, word) || has(texts, word)) {
      const value = words[++at];
      if (value === undefined) return { ok: false, reason: `${word} needs a value` };
      if (word === '--conformance') [line.mode, line.target] = ['conformance', value];
      else if (has(texts, word)) line[texts[word]] = value;
      else {
        const number = Number(value);
        if (!/^\d+$/.test(value) || !Number.isSafeInteger(number)) {
          return { ok: false, reason: `${word} needs a whole number, not ${JSON.stringify(value)}` };
        }
        line[numbers[word]] = number;
      }
    } else return { ok: false, reason: `there is no option ${word}` };
  }
  if (line.mode !== 'conformance') {
    const target = words[at++];
    if (target === undefined) return { ok: false, reason: 'FILE is missing' };
    line.target = target;
  }
  line.programArguments = words.slice(at);
  return { ok: true, line };
}
