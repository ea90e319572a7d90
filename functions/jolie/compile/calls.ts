import { nearest, type Statement } from '../language';
import { Fault } from '../run/fault';
import { done, type Code } from '../run/task';
import { copyOf, Value } from '../values';
import { compileExpression, pathOf } from './expressions';
import { compileInstall } from './faults';
import { simple } from './statements';
import type { PortOperation, Unit } from './unit';

type Call = Extract<Statement, { kind: 'solicit' | 'notify' }>;

/**
 * A call of an operation of the library. The request is checked against its type before it is sent; the response
 * takes the place of the response variable. A declared fault leaves that variable empty but defined.
 */
export function compileCall(unit: Unit, statement: Call): Code {
  const operation = findOperation(unit, statement);
  const value = statement.value === null ? null : compileExpression(unit, statement.value).value;
  const isPath = statement.value?.kind === 'variable' || statement.value?.kind === 'conditional';
  const response =
    statement.kind === 'solicit' && statement.response !== null ? pathOf(unit, statement.response) : null;
  const handlers = statement.kind === 'solicit' ? statement.handlers : [];
  const install = handlers.length === 0 ? null : compileInstall(unit, handlers, statement);
  if (operation === null) return () => done;
  const { request: check, faults, run } = operation;
  const name = `${statement.operation}@${statement.port}`;
  return simple(statement, (t) => {
    const { meter } = t;
    meter.charge(1);
    try {
      const answer = meter.making(() => {
        const sent = value === null ? new Value() : isPath ? copyOf(value(t), meter) : value(t);
        const wrong = check(sent, '#Message', meter);
        if (wrong !== null) {
          const text = new Value(`Output message TypeMismatch (${name}): ${wrong}`);
          throw new Fault('TypeMismatch', text, statement.span);
        }
        return run(sent, t.run.native);
      });
      response?.put(t, answer);
    } catch (error) {
      if (error instanceof Fault && faults.has(error.fault)) response?.put(t, new Value());
      throw error;
    }
    if (install !== null) install(t);
  });
}

/** The operation that a call names, or null with the finding that says what is wrong with the call. */
function findOperation(unit: Unit, statement: Call): PortOperation | null {
  const { findings, ports } = unit.program;
  const { operation, port, portSpan, span } = statement;
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
  if (found.requestResponse !== (statement.kind === 'solicit')) {
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
