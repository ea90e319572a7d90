import type { Statement } from '../language';
import { done, type Code } from '../run/task';
import { copyOf, Value } from '../values';
import { pathOf } from './expressions';
import { invocationOf } from './invocation';
import type { Unit } from './unit';

/**
 * `forward`: the courier's message goes on to the port that is aggregated, without what an extender added; that is
 * erased from the request variable itself.
 */
export function compileForward(unit: Unit, statement: Extract<Statement, { kind: 'forward' }>): Code {
  const { courier, program } = unit;
  const { span } = statement;
  const report = (message: string, hint?: string): Code => {
    program.findings.report('unknown-port', span, message, hint === undefined ? {} : { hint });
    return () => done;
  };
  if (courier === null) return report('forward stands only in a courier');
  const port = statement.port === null ? courier.port : (program.ports.get(statement.port) ?? null);
  if (port === null) {
    return report(
      statement.port === null
        ? `no output port is aggregated for ${courier.operation}`
        : `there is no output port ${statement.port}`,
    );
  }
  const operation = port.operations.get(courier.operation);
  if (operation === undefined) return report(`port ${port.name} has no operation ${courier.operation}`);
  const request = statement.request === null ? null : pathOf(unit, statement.request);
  const response = statement.response === null ? null : pathOf(unit, statement.response);
  const { code } = invocationOf(port, operation, { span, cost: 1 + unit.cost() }, (t) => {
    if (request === null) return new Value();
    const node = request.value(t);
    for (const name of courier.added) node.children?.delete(name);
    return copyOf(node, t.meter);
  });
  return code(
    (t, answer) => response?.put(t, answer),
    (t) => response?.put(t, new Value()),
  );
}
