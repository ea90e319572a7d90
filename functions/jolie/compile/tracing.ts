import type { Span, Statement } from '../language';
import { done, type Code } from '../run/task';

/** Statements that only hold others: these have steps of their own. */
const silent: ReadonlySet<Statement['kind']> = new Set(['sequence', 'parallel']);

/** The code of a statement that tells of itself before it runs, and before what its expressions call. */
export function tracedStatement(statement: Statement, code: Code): Code {
  if (silent.has(statement.kind)) return code;
  const { span } = statement;
  const call =
    statement.kind === 'solicit' || statement.kind === 'notify'
      ? `${statement.operation}@${statement.port}`
      : null;
  return (t) => {
    if (!t.resuming) t.run.tracer?.tell('statement', span, t, call);
    return code(t);
  };
}

/** The code of a `main` that tells when it has come to its end, at the place where the text does. */
export function tracedEnd({ file, endLine, endColumn }: Span, code: Code): Code {
  const span = { file, line: endLine, column: Math.max(1, endColumn - 1), endLine, endColumn };
  return (t) => {
    const status = code(t);
    if (status === done) t.run.tracer?.tell('end', span, t, null);
    return status;
  };
}
