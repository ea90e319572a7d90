import type { CompiledProgram } from '../compile/program';
import type { Span } from '../language';
import { prettyText, toText, Value, Vector } from '../values';
import type { Fault } from './fault';
import { Exit } from './fault';
import type { Held } from './held';
import { LimitReached, type LimitName, type Limits } from './limits';
import { plainOf, valueOf, type PlainTree } from './plain-tree';
import { Run, type Host, type LoadRequest } from './scheduler';
import type { Service } from './service';
import type { ServiceCode } from './service-code';
import type { Session } from './session';
import type { Trace } from './trace';

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

/** A request that the host makes of the program's outermost service. */
export interface HostCall {
  readonly operation: string;
  readonly request: PlainTree;
}

/** What a run does with a program. */
export interface Task {
  readonly args: readonly string[];
  /** The parameter of the outermost service. */
  readonly parameter?: PlainTree;
  /** Without it, the program runs to its own end. */
  readonly call?: HostCall;
  /** Who is told of the steps of a traced program. */
  readonly trace?: Trace;
}

/** Runs a program to its outcome, or to the answer of one call. Never throws. */
export function runProgram(
  program: Pick<CompiledProgram, 'service' | 'argumentsSlot'>,
  task: Task,
  host: Host,
  limits: Limits,
  load: (request: LoadRequest) => ServiceCode | null,
  held: Held,
): Outcome {
  const run = new Run(limits, host, load, task.trace ?? null, held);
  const spent = () => spentIn(run);
  let answer = null as Answer | null;
  try {
    const service = run.makeService(program.service, null);
    const vector = new Vector();
    for (const argument of task.args) {
      run.meter.string(argument.length);
      vector.items.push(new Value(argument));
    }
    service.initial.state.slots[program.argumentsSlot] = vector;
    const parameter = run.meter.making(() => valueOf(task.parameter ?? null, run.meter));
    const end = runService(run, service, parameter, task.call ?? null, (given) => (answer = given));
    if (end !== null) return { kind: 'fault', ...faultOf(end), ...spent() };
    return finished(0, answer, run);
  } catch (error) {
    if (error instanceof Exit) return exited(error, answer, run, spent);
    if (error instanceof LimitReached) {
      const waiting =
        error.limit === 'blocked' ? { waiting: run.waiting().map((span) => placeOf(span)!) } : {};
      const place = placeOf(run.meter.place);
      return { kind: 'limit', limit: error.limit, place, ...waiting, ...spent() };
    }
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

/** The answer to the host's call. */
type Answer = { readonly value: Value } | { readonly fault: Fault };

/** Runs the outermost service; gives the fault that ends the run, or null. */
function runService(
  run: Run,
  service: Service,
  parameter: Value,
  call: HostCall | null,
  answered: (answer: Answer) => void,
): Fault | null {
  let fault: Fault | null = null;
  let ended = false;
  let answer = null as Answer | null;
  let session: Session | null = null;
  const give = (given: Answer) => {
    answer ??= given;
    answered(answer);
  };
  const deliver = (request: HostCall) => {
    const { operation } = request;
    const value = run.meter.making(() => valueOf(request.request, run.meter));
    // The host runs the program for its author, who is told what really happened.
    const fail = (fault: Fault) => give({ fault: fault.origin ?? fault });
    const reply = { reply: (value: Value) => give({ value }), fail };
    const ports = service.code.inputPorts.filter((port) => port.operations.has(operation));
    session = run.network.deliver(service, ports, { operation, value, resource: '', hops: 0 }, reply);
  };
  service.start(
    parameter,
    (failed) => {
      fault = failed;
      if (failed !== null) ended = true;
      else if (call !== null) deliver(call);
    },
    (failed) => {
      if (answer === null || call === null) fault = failed;
      else if (failed !== null) run.report(failed);
      ended = true;
    },
  );
  // A call is over when it is answered and its session has come to its end, or to where nothing more can happen.
  const over = () => ended || (answer !== null && (session === null || session.ended));
  const idle = () => answer !== null || (call === null && service.takesTurns && !run.lives(service));
  run.until(over, idle, service);
  return fault ?? (answer !== null && 'fault' in answer ? answer.fault : null);
}

const spentIn = ({ output, meter }: Run): Spent => ({ output, gas: meter.gas, peakBytes: meter.peakBytes });

/** The outcome of a run that has ended well, perhaps after it has answered. */
function finished(exitStatus: number, answer: Answer | null, run: Run): Outcome {
  if (answer === null || !('value' in answer)) return { kind: 'finished', exitStatus, ...spentIn(run) };
  const response = plainOf(answer.value, run.meter);
  const { output, gas, peakBytes } = spentIn(run);
  return { kind: 'finished', exitStatus, response, output, gas, peakBytes };
}

/** A run that exits, perhaps after it has answered. */
function exited({ status }: Exit, answer: Answer | null, run: Run, spent: () => Spent): Outcome {
  if (answer !== null && 'fault' in answer) return { kind: 'fault', ...faultOf(answer.fault), ...spent() };
  try {
    return finished(status, answer, run);
  } catch (error) {
    const limit = error instanceof LimitReached ? error.limit : 'gas';
    return { kind: 'limit', limit, place: placeOf(run.meter.place), ...spent() };
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
