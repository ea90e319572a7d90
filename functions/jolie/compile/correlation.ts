import type { Declaration, Path } from '../language';
import type { CorrelationPair, OperationType } from '../run/service-code';
import type { Task } from '../run/task';
import { compilePath, pathOf } from './expressions';
import type { forbidIn } from './legality';
import type { Scope } from './scope';
import type { Unit } from './unit';

/** A path is read of a session as it is of a task: it needs the variables and the service's global state. */
const asTask = (holder: unknown): Task => holder as Task;

/** Reports what a correlation set says that can't be: each operation correlates by one set, and by all its variables. */
export function checkCorrelations(
  declarations: readonly Declaration[],
  inputs: ReadonlyMap<string, OperationType>,
  scope: Scope,
  forbid: ReturnType<typeof forbidIn>,
): void {
  const correlated = new Set<string>();
  for (const each of declarations) {
    if (each.kind !== 'cset') continue;
    const end = { ...each.span, line: each.span.endLine };
    const kept = new Set<string>();
    const aliases = each.variables.flatMap((variable) => variable.aliases);
    for (const { path } of each.variables) {
      checkPath(path, forbid);
      const text = path.steps.map(({ name }) => name).join('.');
      if (kept.has(text)) forbid(path.span, `the correlation variable ${text} stands twice`);
      kept.add(text);
    }
    for (const { type, path } of aliases) {
      checkPath(path, forbid);
      scope.checkType({ kind: 'named', name: type, span: path.span });
      if (!scope.compiler.has({ kind: 'named', name: type, span: path.span }, path.steps))
        forbid(path.span, `the type ${type} has no such field`);
    }
    for (const { name, requestName } of inputs.values()) {
      const own = aliases.filter(({ type }) => type === requestName);
      if (own.length === 0) continue;
      if (correlated.has(name)) forbid(end, `${name} correlates by another set already`);
      else if (own.length !== each.variables.length)
        forbid(end, `the set has no field of ${name} for each of its variables`);
      correlated.add(name);
    }
  }
}

function checkPath(path: Path, forbid: ReturnType<typeof forbidIn>): void {
  if (path.root === 'global') forbid(path.span, 'a correlation variable can not be global');
  else if (path.root === 'csets') forbid(path.span, 'a correlation variable is written without csets');
  else if (
    path.steps.some(
      ({ name, index }) => typeof name !== 'string' || (index !== null && index.kind !== 'literal'),
    )
  )
    forbid(path.span, 'the path of a correlation variable is known before a run');
}

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
  const sent = compilePath(unit, alias, false);
  return {
    session: (session) => kept.find(asTask(session)),
    message: (request) => sent.find(asTask(null), request),
    assign: (task, value) => {
      kept.value(task).basic = value.basic;
    },
  };
}
