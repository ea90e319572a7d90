import type { Statement } from '../language';
import { Fault } from '../run/fault';
import { done, type Code } from '../run/task';
import { Value } from '../values';
import { compileExpression, pathOf } from './expressions';
import { compileInstall } from './faults';
import { compileInvocation } from './invocation';
import { simple } from './simple';
import type { Unit } from './unit';

type Call = Extract<Statement, { kind: 'solicit' | 'notify' }>;

/**
 * A call as a statement. The response takes the place of the response variable; a declared fault leaves that variable
 * empty but defined. The handlers that the call installs are installed when it has answered.
 */
export function compileCall(unit: Unit, statement: Call): Code {
  const { operation, port, portSpan, span, value } = statement;
  const argument =
    value === null
      ? null
      : {
          value: compileExpression(unit, value).value,
          held: value.kind === 'variable' || value.kind === 'conditional',
        };
  const site = { operation, port, portSpan, span, solicits: statement.kind === 'solicit' };
  const invocation = compileInvocation(unit, site, argument);
  const response =
    statement.kind === 'solicit' && statement.response !== null ? pathOf(unit, statement.response) : null;
  const handlers = statement.kind === 'solicit' ? statement.handlers : [];
  const install = handlers.length === 0 ? null : compileInstall(unit, handlers, statement);
  if (invocation === null) return () => done;
  const { run, faults, rebound, code } = invocation;
  let made: Code | null = null;
  const waits = (): Code =>
    (made ??= code(
      (t, answer) => {
        response?.put(t, answer);
        if (install !== null) install(t);
      },
      (t) => response?.put(t, new Value()),
    ));
  if (run === null) return waits();
  const atOnce = simple(unit, statement, (t) => {
    try {
      const answer = run(t);
      response?.put(t, answer);
    } catch (error) {
      if (error instanceof Fault && faults.has(error.fault)) response?.put(t, new Value());
      throw error;
    }
    if (install !== null) install(t);
  });
  // What waits is made when the port leads elsewhere: few ever do.
  return (t) => (t.resuming || rebound(t) ? waits()(t) : atOnce(t));
}
