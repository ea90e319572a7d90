import { coldRun, compileTime, heapPerProgram } from './compiling';
import { automationRows } from './automation';
import type { Peer } from './peer';
import { loopRows } from './steps';
import type { Row } from './table';
import { runOthers } from './tier';
import { typicalAutomation } from './typical-automation';

/** What the engine's bench is handed. */
export interface EngineBench {
  /** The text of a file of this folder. */
  readonly read: (name: string) => string;
  /** Processor time of this process, of all its threads, ms: what else runs on the machine counts for nothing. */
  readonly now: () => number;
  /** Bytes of heap in use. */
  readonly heapUsed: () => number;
  /** Empties the heap of what nobody holds. */
  readonly collect: () => void;
  /** Other engines to compare with; may be none. */
  readonly peers: readonly Peer[];
  /** Told what is measured next. */
  readonly progress: (what: string) => void;
}

/** The rows of the engine, after fifty other programs have run in this process. */
export async function engineRows(bench: EngineBench): Promise<Row[]> {
  const { read, now, heapUsed, collect, peers, progress } = bench;
  const measured: readonly [string, () => Promise<Row | Row[]>][] = [
    ['an automation', () => automationRows(read('automation-service.ol'), read('calls.ol'), now, peers)],
    ['an automation with JSON', () => typicalAutomation(read('automation.ol'), now)],
    ['loops', () => loopRows(now, peers)],
    ['compile time', () => compileTime(now)],
    ['cold runs', () => coldRun(now)],
    ['heap at rest', () => heapPerProgram('at rest', heapUsed, collect, peers)],
    ['heap of what is ready', () => heapPerProgram('ready to run', heapUsed, collect, peers)],
  ];
  runOthers();
  const rows: Row[] = [];
  for (const [name, measure] of measured) {
    progress(name);
    rows.push(...[await measure()].flat());
  }
  return rows;
}
