import { nearest, wordAt, type Span } from '../language';
import { Exchange } from '../run/exchange';
import { Fault, ioFault } from '../run/fault';
import type { Mismatch, OutputPortCode, PortOperation } from '../run/service-code';
import { blocked, done, type Code, type Task } from '../run/task';
import { copyOf, Value } from '../values';
import type { Unit } from './unit';

/** A call of an operation, as a statement or in an expression. */
export interface CallSite {
  readonly operation: string;
  readonly port: string;
  readonly portSpan: Span;
  readonly span: Span;
  /** Whether it is written with two pairs of parentheses. */
  readonly solicits: boolean;
}

/** What is sent: its value, and whether that belongs to a variable, so that a copy goes out. */
export interface Argument {
  readonly value: (t: Task) => Value;
  readonly held: boolean;
}

/** Takes the answer, which belongs to no variable. */
type Take = (t: Task, answer: Value) => void;

/** A call that is made. `faults` are those that the operation declares. */
export interface Invocation {
  /** Makes the call at once: for operations of the library that never wait. Null: only the code can make it. */
  readonly run: ((t: Task) => Value) | null;
  /** The answer, when its type is right. */
  readonly accept: (answer: Value, t: Task) => Value;
  /** Whether the port leads elsewhere than to the library now. */
  readonly rebound: (t: Task) => boolean;
  /** The call as code that may wait. `failed` is told when a fault came as the answer. */
  readonly code: (take: Take, failed?: (t: Task) => void) => Code;
  readonly faults: ReadonlyMap<string, unknown>;
}

/**
 * A call of an operation. The request is checked against its type before it is sent, and the response before it is
 * taken. Null: there is a finding about the call.
 */
export function compileInvocation(unit: Unit, site: CallSite, argument: Argument | null): Invocation | null {
  const found = findOperation(unit, site);
  if (found === null) return null;
  const cost = 1 + unit.cost();
  return invocationOf(found.port, found.operation, { span: site.span, cost }, (t) => {
    const value = argument === null ? new Value() : argument.value(t);
    return argument?.held === true ? copyOf(value, t.meter) : value;
  });
}

/** The call of an operation whose request `sent` makes; `cost` is charged for it. */
export function invocationOf(
  port: OutputPortCode,
  operation: PortOperation,
  { span, cost }: { readonly span: Span; readonly cost: number },
  sent: (t: Task) => Value,
): Invocation {
  const { request, response, faults, native } = operation;
  const name = `${operation.name}@${port.name}`;
  const mismatch = (direction: string, wrong: Mismatch): Fault =>
    new Fault('TypeMismatch', new Value(`${direction}TypeMismatch (${name}): ${wrong.text}`), span);
  const checked = (t: Task): Value => {
    const value = sent(t);
    const wrong = request(value, t.meter);
    if (wrong !== null) throw mismatch(operation.requestResponse ? 'Output message ' : '', wrong);
    return value;
  };
  const rebound = (t: Task): boolean => {
    if (port.slot < 0) return false;
    const location = t.run.network.locationOf(t.service, t.state, port);
    return location !== port.nativeLocation;
  };
  const accept = (answer: Value, t: Task): Value => {
    const wrong = response(answer, t.meter);
    if (wrong !== null) throw mismatch('Received message ', wrong);
    return answer;
  };
  const local = native?.run;
  const run =
    local === undefined
      ? null
      : (t: Task) => {
          t.meter.charge(cost);
          if (port.slot >= 0 && rebound(t)) throw ioFault(`${port.name} was bound elsewhere`, span);
          const { meter, run } = t;
          const before = meter.hold();
          try {
            const value = checked(t);
            run.native.caller = t;
            return accept(local(value, run.native), t);
          } finally {
            meter.release(before);
          }
        };

  const send = (t: Task, exchange: Exchange): void => {
    const value = t.meter.making(() => checked(t));
    if (native !== null && !rebound(t)) return t.run.network.callNative(t, native, value, exchange);
    const location = t.run.network.locationOf(t.service, t.state, port);
    if (t.run.network.send(t, location, operation.name, value, exchange) === null)
      throw ioFault(`${port.name} leads nowhere: ${location ?? 'it has no location'}`, span);
  };
  const code = (take: Take, failed: (t: Task) => void = () => {}): Code => {
    const finish = (t: Task, { fault, answer }: Exchange): typeof done => {
      if (fault !== null) {
        failed(t);
        const wrong = faults.get(fault.fault)?.(fault.data, t.meter) ?? null;
        if (wrong !== null) throw mismatch(`Received fault ${fault.fault} `, wrong);
        throw new Fault(fault.fault, copyOf(fault.data, t.meter), span);
      }
      take(t, operation.requestResponse ? accept(answer!, t) : answer!);
      return done;
    };
    return (t) => {
      if (t.resuming) {
        const { exchange } = t;
        t.exchange = null;
        t.resumed();
        return finish(t, exchange!);
      }
      t.meter.place = span;
      t.meter.charge(cost);
      const exchange = new Exchange(t);
      try {
        send(t, exchange);
      } catch (error) {
        t.exchange = null;
        throw error;
      }
      if (!exchange.settled) return blocked;
      t.exchange = null;
      return finish(t, exchange);
    };
  };
  return { run, accept, rebound, code, faults };
}

/** The operation that a call names, or null with the finding that says what is wrong with the call. */
export function findOperation(
  unit: Unit,
  site: CallSite,
): { readonly port: OutputPortCode; readonly operation: PortOperation } | null {
  const { findings, ports } = unit.program;
  const { operation, port, portSpan, span } = site;
  const called = ports.get(port);
  if (called === undefined) {
    if (findings.doubts(port)) return null;
    const near = nearest(port, ports.keys());
    findings.report('unknown-port', portSpan, `there is no output port ${port}`, {
      hint:
        near === undefined
          ? 'an output port comes from embed … as NAME, include, or outputPort NAME { … }'
          : `did you mean ${near}?`,
    });
    return null;
  }
  const { operations } = called;
  const found = operations.get(operation);
  if (found === undefined) {
    const near = nearest(operation, operations.keys());
    findings.report(
      'unknown-operation',
      wordAt(span, operation),
      `port ${port} has no operation ${operation}`,
      {
        hint:
          near === undefined ? `it has ${[...operations.keys()].sort().join(', ')}` : `did you mean ${near}?`,
      },
    );
    return null;
  }
  if (found.requestResponse !== site.solicits) {
    findings.report(
      'wrong-call',
      span,
      found.requestResponse
        ? `${operation} is a request-response operation: its call has two pairs of parentheses`
        : `${operation} is a one-way operation: its call has one pair of parentheses`,
      {
        hint: found.requestResponse
          ? `write ${operation}@${port}( … )( … )`
          : `write ${operation}@${port}( … )`,
      },
    );
    return null;
  }
  return { port: called, operation: found };
}
