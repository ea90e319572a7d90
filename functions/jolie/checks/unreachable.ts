import { walk } from '../language';
import { spanning, type Statement } from '../language';
import { allBodies, type CheckContext, type Finding } from './context';

/** Statements after `throw` or `exit` in the same sequence. */
export function unreachable(context: CheckContext): Iterable<Finding> {
  const found: Finding[] = [];
  const dead = new Set<Statement>();
  const look = (each: Statement) => {
    if (each.kind !== 'sequence' || dead.has(each)) return;
    const { statements } = each;
    const end = statements.findIndex(({ kind }) => kind === 'throw' || kind === 'exit');
    if (end < 0 || end === statements.length - 1) return;
    // What is in statements that never run needs no finding of its own.
    for (const inner of statements.slice(end + 1)) walk(inner, { statement: (one) => dead.add(one) });
    found.push({
      code: 'unreachable',
      span: spanning(statements[end + 1]!.span, statements.at(-1)!.span),
      message: `this never runs: ${statements[end]!.kind} on line ${statements[end]!.span.line} ends the sequence`,
    });
  };
  for (const body of allBodies(context)) walk(body, { statement: look });
  return found;
}
