import type { Declaration, Path } from '../language';
import type { CorrelationPair, OperationType } from '../run/service-code';
import type { Task } from '../run/task';
import { compileExpression, pathOf } from './expressions';
import { compilePath } from './paths';
import type { Unit } from './unit';

/** A path is read of a session as it is of a task: it needs the variables and the service's global state. */
const asTask = (holder: unknown): Task => holder as Task;

/**
 * The correlation sets of a service, by operation: a set speaks of the types of requests, and every operation with such
 * a request correlates by it.
 */
export function correlationsOf(
  unit: Unit,
  declarations: readonly Declaration[],
  inputs: ReadonlyMap<string, OperationType>,
  into: Map<string, readonly CorrelationPair[]>,
): void {
  for (const each of declarations) {
    if (each.kind !== 'cset') continue;
    for (const type of inputs.values()) {
      const pairs = each.variables.flatMap(({ path, aliases }) =>
        aliases
          .filter((alias) => alias.type === type.requestName)
          .map((alias) => pair(unit, path, alias.path)),
      );
      if (pairs.length > 0) into.set(type.name, [...(into.get(type.name) ?? []), ...pairs]);
    }
  }
}

function pair(unit: Unit, path: Path, alias: Path): CorrelationPair {
  const kept = pathOf(unit, { ...path, root: 'csets' });
  const sent = compilePath(alias, (index) => compileExpression(unit, index).basic, null);
  return {
    session: (session) => kept.find(asTask(session)),
    message: (request) => sent.find(asTask(null), request),
    assign: (task, value) => {
      kept.value(task).basic = value.basic;
    },
  };
}
