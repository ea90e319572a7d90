import { parseArgs } from 'node:util';
import { BenchError, benchCodes } from '../errors';
import { fields, usualWorkload, type Field, type Workload } from '../model/workload';

/** What a command line asks for. */
export type Asked =
  | { readonly kind: 'help'; readonly text: string }
  /** Measures the processor time of the parts, and writes it beside the model. */
  | { readonly kind: 'measure' }
  /** Writes the tables and the pictures of docs/scale.md anew. */
  | { readonly kind: 'page' }
  /** Runs the simulation of this workload. */
  | { readonly kind: 'simulate'; readonly workload: Workload; readonly seed: number }
  | { readonly kind: 'plan'; readonly workload: Workload; readonly json: boolean };

const name = 'npm run scale --';

const range = ({ lowest, highest, isWhole }: Field) =>
  `${isWhole === true ? 'a whole number' : 'a number'} from ${lowest} to ${highest.toLocaleString('en')}`;

/** The help: every argument with its range and its usual value. */
export const help = (): string =>
  [
    `Usage: ${name} [--users N …] [--json]     what a workload needs on Google Cloud, what it costs, and which limit it meets first`,
    `       ${name} --simulate [--seed N] [--users N …]   the same workload as a simulation, beside what the model says`,
    `       ${name} --measure    measures the processor time of the parts on this machine and writes it down`,
    `       ${name} --page       writes the tables and the pictures of docs/scale.md anew`,
    '',
    ...fields.map(
      (field) =>
        `  --${field.flag.padEnd(24)}${field.meaning} (${range(field)}; ${field.usual.toLocaleString('en')})`,
    ),
    '  --seed                    the draws of the simulation (a whole number; 1)',
  ].join('\n');

const usage = (message: string) => new BenchError(benchCodes.usage, `${message} See \`${name} --help\`.`);

function numberOf(field: Field, text: string): number {
  const value = /^\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
  const isInRange = value >= field.lowest && value <= field.highest;
  if (isInRange && (field.isWhole !== true || Number.isInteger(value))) return value;
  throw usage(`--${field.flag} is ${JSON.stringify(text)}; it must be ${range(field)}.`);
}

/** Reads the arguments. Throws a {@link BenchError} `usage` that names the argument and what it may be. */
export function readCommandLine(argv: readonly string[]): Asked {
  const flags = ['help', 'json', 'measure', 'page', 'simulate'] as const;
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        ...Object.fromEntries(flags.map((flag) => [flag, { type: 'boolean' as const }])),
        ...Object.fromEntries(
          [...fields.map(({ flag }) => flag), 'seed'].map((flag) => [flag, { type: 'string' as const }]),
        ),
      },
    }));
  } catch (failure) {
    // What parseArgs throws names the argument.
    const [first = ''] = String((failure as { message?: unknown }).message).split('\n');
    throw usage(first.endsWith('.') ? first : `${first}.`);
  }
  if (values['help'] === true) return { kind: 'help', text: help() };
  if (values['measure'] === true) return { kind: 'measure' };
  if (values['page'] === true) return { kind: 'page' };
  const given = fields.flatMap((field) => {
    const text = values[field.flag];
    return typeof text === 'string' ? [[field.name, numberOf(field, text)] as const] : [];
  });
  const workload: Workload = { ...usualWorkload, ...Object.fromEntries(given) };
  const json = values['json'] === true;
  const seed = values['seed'] ?? '1';
  if (typeof seed !== 'string' || !/^\d{1,9}$/.test(seed))
    throw usage('--seed must be a whole number of up to nine digits.');
  return values['simulate'] === true
    ? { kind: 'simulate', workload, seed: Number(seed) }
    : { kind: 'plan', workload, json };
}
