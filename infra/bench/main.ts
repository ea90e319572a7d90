import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { benchHere, engineRows, samplesOf, tableOf, verdictOf, type Row } from '@parley/jolie/bench';
import { systemClock } from '@parley/embedded';
import { partNames, readCommandLine, type PartName } from './command-line';
import { envelopeRate } from './envelope';
import { BenchError, benchCodes } from './errors';
import { fanOut } from './fan-out';
import { sockets } from './fan-out/message';
import { functionStarts, type MeasureStarts } from './function-starts';
import { growth } from './growth';
import { hops } from './hops';
import { latency } from './latency';
import { withParts } from './page-parts';
import { installPeers, socketIoIdle, startEngines } from './peers';
import { throughput } from './throughput';

/** What a part has found. */
interface Found {
  readonly rows: readonly Row[];
  /** Pictures that belong to its table: the name of a file, and an SVG. */
  readonly pictures?: readonly { readonly file: string; readonly svg: string }[];
}

const built = (name: string) => path.resolve('build/run', `${name}.mjs`);
const workerFile = built('functions-automation-runner-worker-main');
const peersFolder = path.resolve('infra/bench/peers');
const now = () => performance.now();
const progress = (what: string) => console.error(`  ${what}`);

async function engine(): Promise<Found> {
  const installed = await installPeers(peersFolder, progress);
  const peers = await startEngines(built('infra-bench-peers-engine-serve'), peersFolder, installed);
  try {
    return { rows: await engineRows({ ...benchHere(), peers, progress }) };
  } finally {
    for (const peer of peers) peer.close();
  }
}

async function relay(folder: () => string): Promise<Found> {
  const installed = await installPeers(peersFolder, progress);
  const rows = await fanOut(folder, built('infra-bench-fan-out-serve'));
  const idle = rows.find(({ unit }) => unit === 'KiB');
  if (idle !== undefined && installed.has('socket.io')) {
    const kib = await socketIoIdle(built('infra-bench-peers-socket-io-serve'), peersFolder, sockets);
    const { what, unit, ours, better } = idle;
    rows.push({ what, unit, ours, better, baseline: samplesOf([kib]), baselineName: 'socket.io' });
  }
  return { rows: [...rows, ...(await latency(folder, workerFile, now))] };
}

async function pipeline(folder: () => string): Promise<Found> {
  const [rate, through] = [await envelopeRate(now), await throughput(folder, workerFile, now)];
  return { rows: [rate, through, ...(await hops(folder(), systemClock))] };
}

/** The machine, the day and what the goals came to, for the page. */
function summaryOf(rows: readonly Row[], minutes: number): string {
  const [processor] = cpus();
  const machine = `${cpus().length} cores (${processor?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`;
  const day = new Date().toISOString().slice(0, 10);
  return `${verdictOf(rows)}\n\nMeasured on ${day} in ${minutes.toFixed(1)} minutes: ${machine}.`;
}

/**
 * Measures the parts that `argv` names, prints their table and says which goals are held; with `--write PAGE` the page's
 * tables are replaced too, its summary when all parts were measured. Resolves with the exit code: a goal that is missed is no failure.
 */
export async function bench(argv: readonly string[], measureStarts: MeasureStarts): Promise<number> {
  const root = mkdtempSync(path.join(tmpdir(), 'parley-bench-'));
  let folders = 0;
  const folder = () => {
    const made = path.join(root, String(folders++));
    mkdirSync(made);
    return made;
  };
  const parts: Readonly<Record<PartName, () => Promise<Found>>> = {
    engine,
    relay: () => relay(folder),
    pipeline: () => pipeline(folder),
    functions: async () => ({ rows: await functionStarts(measureStarts, progress) }),
    growth: () => growth(folder, progress),
  };
  try {
    const asked = readCommandLine(argv);
    const from = now();
    const found = new Map<PartName, Found>();
    for (const name of asked.parts) {
      console.error(`measuring: ${name}`);
      found.set(name, await parts[name]());
    }
    const minutes = (now() - from) / 60_000;
    const rows = [...found.values()].flatMap((part) => part.rows);
    console.log(`${tableOf(rows)}\n\n${verdictOf(rows)}`);
    if (asked.page !== null) write(asked.page, found, minutes);
    return 0;
  } catch (failure) {
    // What a person can mend is said in one line; anything else is a defect, and its place matters.
    console.error(failure instanceof BenchError ? failure.message : failure);
    return failure instanceof BenchError && failure.code === benchCodes.usage ? 2 : 1;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const command = 'npm run bench -- --write docs/performance.md';

/** Puts what was found into its places of the page, and the pictures beside it. */
function write(page: string, found: ReadonlyMap<PartName, Found>, minutes: number): void {
  const tables = [...found].filter(([, { rows }]) => rows.length > 0);
  const parts: Record<string, string> = Object.fromEntries(
    tables.map(([name, { rows }]) => [name, tableOf(rows)]),
  );
  if (found.size === partNames.length)
    parts['summary'] = summaryOf(
      [...found.values()].flatMap(({ rows }) => rows),
      minutes,
    );
  writeFileSync(page, withParts(readFileSync(page, 'utf8'), parts, command));
  for (const { file, svg } of tables.flatMap(([, { pictures = [] }]) => pictures))
    writeFileSync(path.join(path.dirname(page), 'pictures', file), svg);
}
