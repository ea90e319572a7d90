import type { CompiledProgram } from '../compile/program';
import type { Span } from '../language';
import { prettyText, toText, Value, Vector } from '../values';
import type { Fault } from './fault';
import { Exit } from './fault';
import type { Held } from './held';
import { LimitReached, type LimitName, type Limits } from './limits';
import { Outermost, type HostCall } from './outermost';
import { plainOf, valueOf, type PlainTree } from './plain-tree';
import { Run, type Host, type Loader } from './scheduler';
import type { Trace } from './trace';

export type { HostCall } from './outermost';

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
    | {
        readonly kind: 'finished';
        readonly exitStatus: number;
        /** The answer to the host's call: null for a one-way operation. Not there when there was none. */
        readonly response?: PlainTree;
      }
    | {
        readonly kind: 'fault';
        readonly name: string;
        /** The data's text, at most 1 KiB of it. */
        readonly message: string;
        readonly place: Place | null;
        /** The data as a pretty tree, at most 4 KiB of it. */
        readonly tree: string;
      }
    | {
        readonly kind: 'limit';
        readonly limit: LimitName;
        readonly place: Place | null;
        /** With `blocked`: where the program waits for what never comes. */
        readonly waiting?: readonly Place[];
      }
  );

/** What a run does with a program. */
export interface Task {
  readonly args: readonly string[];
  /** The parameter of the outermost service. */
  readonly parameter: PlainTree;
  /** Null: the program runs to its own end. */
  readonly call: HostCall | null;
  /** Who is told of the steps of a traced program. */
  readonly trace: Trace | null;
}

/** Runs a program to its outcome, or to the answer of one call. Never throws. */
export function runProgram(
  { service: code, argumentsSlot }: Pick<CompiledProgram, 'service' | 'argumentsSlot'>,
  { args, parameter, call, trace }: Task,
  host: Host,
  limits: Limits,
  loader: Loader,
  held: Held,
): Outcome {
  const run = new Run(limits, host, loader, trace, held);
  const { meter } = run;
  let outermost: Outermost | null = null;
  try {
    const service = run.makeService(code, null);
    const vector = new Vector();
    for (const argument of args) {
      meter.string(argument.length);
      vector.items.push(new Value(argument));
    }
    service.initial.state.slots[argumentsSlot] = vector;
    outermost = new Outermost(run, service, call);
    const end = outermost.live(meter.making(() => valueOf(parameter, meter)));
    return end === null ? finished(0, outermost, run) : failed(end, run);
  } catch (error) {
    if (error instanceof Exit) return exited(error, outermost, run);
    if (error instanceof LimitReached) {
      const waiting =
        error.limit === 'blocked' ? { waiting: run.waiting().map((span) => placeOf(span)!) } : {};
      const place = placeOf(meter.place);
      return { kind: 'limit', limit: error.limit, place, ...waiting, ...spentIn(run) };
    }
    // A mistake of the engine's is the run's end, not its host's; what it says of the host stays here.
    return {
      kind: 'fault',
      name: 'InternalError',
      message: 'the engine failed',
      tree: '',
      place: placeOf(meter.place),
      ...spentIn(run),
    };
  }
}

const spentIn = ({ output, meter }: Run): Spent => ({ output, gas: meter.gas, peakBytes: meter.peakBytes });

/** The outcome of a run that has ended well, perhaps after it has answered. */
function finished(exitStatus: number, outermost: Outermost | null, run: Run): Outcome {
  const value = outermost === null ? null : outermost.value;
  if (value === null) return { kind: 'finished', exitStatus, ...spentIn(run) };
  const response = plainOf(value, run.meter);
  const { output, gas, peakBytes } = spentIn(run);
  return { kind: 'finished', exitStatus, response, output, gas, peakBytes };
}

const failed = (fault: Fault, run: Run): Outcome => ({ kind: 'fault', ...faultOf(fault), ...spentIn(run) });

/** A run that exits, perhaps after it has answered. */
function exited({ status }: Exit, outermost: Outermost | null, run: Run): Outcome {
  const refusal = outermost === null ? null : outermost.refusal;
  if (refusal !== null) return failed(refusal, run);
  try {
    return finished(status, outermost, run);
  } catch (error) {
    const limit = error instanceof LimitReached ? error.limit : 'gas';
    return { kind: 'limit', limit, place: placeOf(run.meter.place), ...spentIn(run) };
  }
}

const placeOf = (span: Span | null): Place | null =>
  span === null ? null : { file: span.file, line: span.line, column: span.column };

/** UTF-16 units of a fault's tree that an outcome holds: the data may be an alias of itself, and endless. */
const longestTree = 4096;

function faultOf(fault: Fault): { name: string; message: string; place: Place | null; tree: string } {
  let tree = '';
  prettyText(fault.data, fault.fault, (text) => {
    tree += text;
    return tree.length < longestTree;
  });
  return {
    name: fault.fault,
    message: toText(fault.data.basic).slice(0, 1024),
    place: placeOf(fault.place),
    tree: tree.slice(0, longestTree),
  };
}
