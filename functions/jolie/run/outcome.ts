import type { CompiledProgram } from '../compile/program';
import type { Span } from '../language';
import { prettyText, toText, Value, Vector } from '../values';
import { Exit, Fault } from './fault';
import { LimitReached, type LimitName, type Limits } from './limits';
import { Run, type Host } from './scheduler';
import { State } from './task';

export type Place = Pick<Span, 'file' | 'line' | 'column'>;

/** What a run used, and what it printed. */
export interface Spent {
  readonly output: string;
  readonly gas: number;
  /** Bytes of values, at the most. */
  readonly peakBytes: number;
}

/** How a run ended. */
export type Outcome = Spent &
  (
    | { readonly kind: 'finished'; readonly exitStatus: number }
    | {
        readonly kind: 'fault';
        readonly name: string;
        /** The data's text, at most 1 KiB of it. */
        readonly message: string;
        readonly place: Place | null;
        /** The data as a pretty tree, at most 4 KiB of it. */
        readonly tree: string;
      }
    | { readonly kind: 'limit'; readonly limit: LimitName; readonly place: Place | null }
  );

/** Runs a program to its outcome. Never throws. */
export function runProgram(
  program: CompiledProgram,
  args: readonly string[],
  host: Host,
  limits: Limits,
): Outcome {
  const run = new Run(limits, host);
  const spent = () => ({ output: run.output, gas: run.meter.gas, peakBytes: run.meter.peakBytes });
  try {
    const state = new State();
    const vector = new Vector();
    for (const argument of args) {
      run.meter.string(argument.length);
      vector.items.push(new Value(argument));
    }
    state.slots[program.argumentsSlot] = vector;
    const fault = run.main(program.code, state);
    if (fault instanceof Fault) return { kind: 'fault', ...faultOf(fault), ...spent() };
    return { kind: 'finished', exitStatus: 0, ...spent() };
  } catch (error) {
    if (error instanceof Exit) return { kind: 'finished', exitStatus: error.status, ...spent() };
    if (error instanceof LimitReached)
      return { kind: 'limit', limit: error.limit, place: placeOf(run.meter.place), ...spent() };
    // A mistake of the engine's is the run's end, not its host's; what it says of the host stays here.
    return {
      kind: 'fault',
      name: 'InternalError',
      message: 'the engine failed',
      tree: '',
      place: placeOf(run.meter.place),
      ...spent(),
    };
  }
}

const placeOf = (span: Span | null): Place | null =>
  span === null ? null : { file: span.file, line: span.line, column: span.column };

function faultOf(fault: Fault): { name: string; message: string; place: Place | null; tree: string } {
  let tree = '';
  prettyText(fault.data, fault.fault, (text) => {
    if (tree.length < 4096) tree += text;
  });
  return {
    name: fault.fault,
    message: toText(fault.data.basic).slice(0, 1024),
    place: placeOf(fault.place),
    tree: tree.slice(0, 4096),
  };
}
