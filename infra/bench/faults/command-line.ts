import { defects } from './simulation';

/** Where the product can be struck: on one machine, or in the cloud's shape on emulators. */
const grounds = ['one-machine', 'emulators'] as const;
export type GroundName = (typeof grounds)[number];

/** What the command was asked for. */
export type Command =
  | {
      readonly kind: 'simulate';
      readonly seeds: number;
      readonly first: number;
      readonly defect: string | null;
    }
  | { readonly kind: 'real'; readonly minutes: number; readonly seed: number; readonly on: GroundName }
  | { readonly kind: 'load'; readonly sockets: number }
  | { readonly kind: 'wrong'; readonly what: string };

export const usage = `npm run faults -- --simulate [--seeds 1000] [--seed N] [--break NAME]
  runs the product in a simulated world, seeds from 1 on, or the one seed, until all was run or something was found

npm run faults -- --minutes 10 [--seed 1] [--on emulators]
  strikes the product as processes for so long, on one machine or in the cloud's shape on emulators

npm run faults -- --load [--sockets 500]
  asks more of the product on one machine than it can do

what --break can take away: ${Object.keys(defects).join(', ')}`;

const known: ReadonlySet<string> = new Set([
  'simulate',
  'seeds',
  'seed',
  'break',
  'minutes',
  'on',
  'load',
  'sockets',
]);

/** Reads the arguments; says what is wrong with them. */
export function readCommand(given: readonly string[]): Command {
  const options = new Map<string, string>();
  for (let i = 0; i < given.length; i++) {
    const name = /^--(.+)$/.exec(given[i]!)?.[1];
    if (name === undefined || !known.has(name)) return { kind: 'wrong', what: `${given[i]} is no option` };
    const value = given[i + 1];
    if (value === undefined || value.startsWith('--')) options.set(name, '');
    else {
      options.set(name, value);
      i++;
    }
  }
  const numberOf = (name: string, usual: number): number => {
    const text = options.get(name);
    return text === undefined ? usual : Number(text);
  };
  const seed = options.has('seed') ? numberOf('seed', 1) : null;
  const seeds = numberOf('seeds', seed === null ? 1_000 : 1);
  const minutes = numberOf('minutes', 1);
  const sockets = numberOf('sockets', 500);
  for (const [name, value] of Object.entries({ seed: seed ?? 1, seeds, sockets }))
    if (!Number.isSafeInteger(value) || value < 1)
      return { kind: 'wrong', what: `--${name} takes a whole number from 1 on` };
  if (!(minutes > 0)) return { kind: 'wrong', what: '--minutes takes a number' };
  const defect = options.get('break') ?? null;
  if (defect !== null && !Object.hasOwn(defects, defect))
    return { kind: 'wrong', what: `there is no ${defect} to take away` };
  if (options.has('simulate')) return { kind: 'simulate', seeds, first: seed ?? 1, defect };
  if (options.has('load')) return { kind: 'load', sockets };
  const asked = options.get('on') ?? grounds[0];
  const on = grounds.find((each) => each === asked);
  if (on === undefined) return { kind: 'wrong', what: `--on takes ${grounds.join(' or ')}` };
  if (options.has('minutes')) return { kind: 'real', minutes, seed: seed ?? 1, on };
  return { kind: 'wrong', what: 'say --simulate, --minutes or --load' };
}
