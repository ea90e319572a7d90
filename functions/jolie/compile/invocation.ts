import { nearest, type Span } from '../language';
import { Fault } from '../run/fault';
import type { Task } from '../run/task';
import { copyOf, Value } from '../values';
import type { PortOperation, Unit } from './unit';

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

/** A call that is made: the answer, which belongs to no variable. `faults` are those that the operation declares. */
export interface Invocation {
  readonly run: (t: Task) => Value;
  readonly faults: ReadonlySet<string>;
}

/**
 * A call of an operation of the library. The request is checked against its type before it is sent, and the response
 * before it is taken. Null: there is a finding about the call.
 */
export function compileInvocation(unit: Unit, site: CallSite, argument: Argument | null): Invocation | null {
  const operation = findOperation(unit, site);
  if (operation === null) return null;
  const { request, response, faults, run } = operation;
  const name = `${site.operation}@${site.port}`;
  const mismatch = (direction: string, wrong: string): Fault =>
    new Fault('TypeMismatch', new Value(`${direction} message TypeMismatch (${name}): ${wrong}`), site.span);
  return {
    faults,
    run: (t) => {
      const { meter } = t;
      return meter.making(() => {
        const value = argument === null ? new Value() : argument.value(t);
        const sent = argument?.held === true ? copyOf(value, meter) : value;
        const wrong = request(sent, '#Message', meter);
        if (wrong !== null) throw mismatch('Output', wrong);
        const answer = run(sent, t.run.native);
        const wrongAnswer = response(answer, '#Message', meter);
        if (wrongAnswer !== null) throw mismatch('Received', wrongAnswer);
        return answer;
      });
    },
  };
}

/** The operation that a call names, or null with the finding that says what is wrong with the call. */
function findOperation(unit: Unit, site: CallSite): PortOperation | null {
  const { findings, ports } = unit.program;
  const { operation, port, portSpan, span } = site;
  const operations = ports.get(port);
  if (operations === undefined) {
    const near = nearest(port, ports.keys());
    findings.report('unknown-port', portSpan, `there is no output port ${port}`, {
      hint:
        near === undefined
          ? 'an output port comes from embed … as NAME, include, or outputPort NAME { … }'
          : `did you mean ${near}?`,
    });
    return null;
  }
  const found = operations.get(operation);
  if (found === undefined) {
    const near = nearest(operation, operations.keys());
    findings.report('unknown-operation', span, `port ${port} has no operation ${operation}`, {
      hint:
        near === undefined ? `it has ${[...operations.keys()].sort().join(', ')}` : `did you mean ${near}?`,
    });
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
  return found;
}
