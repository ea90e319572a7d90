import { walk, type Handler, type Span } from '../language';
import { allBodies, type CheckContext, type Finding } from './context';

/** Faults that the engine or the library raises though no operation has to declare them. */
export const systemFaults: ReadonlySet<string> = new Set([
  'default',
  'AliasAccessException',
  'AssertionError',
  'CorrelationError',
  'FileNotFound',
  'IOException',
  'InvalidDate',
  'InvalidTime',
  'InvalidTimeUnit',
  'InvalidTimestamp',
  'InvocationFault',
  'JSONCreationError',
  'JobAlreadyExists',
  'OperationNotFound',
  'OutputPortDoesNotExist',
  'Timeout',
  'TypeMismatch',
  'UnsupportedOperation',
]);

/** Java's exceptions become faults of the same name: which ones, only a run shows. */
export const isSystemFault = (name: string): boolean => systemFaults.has(name) || name.endsWith('Exception');

/** Handlers for faults that nothing in the program throws, and no operation declares. */
export function neverThrown(context: CheckContext): Iterable<Finding> {
  const thrown = new Set<string>();
  for (const { code } of context.services) {
    for (const { operations } of code.outputPorts.values())
      for (const { faults } of operations.values()) for (const name of faults.keys()) thrown.add(name);
    for (const { operations } of code.inputPorts)
      for (const { type } of operations.values()) for (const name of type.faults.keys()) thrown.add(name);
  }
  const handled: { span: Span; handlers: readonly Handler[] }[] = [];
  let loads = false;
  for (const body of allBodies(context)) {
    walk(body, {
      statement: (each) => {
        if (each.kind === 'throw') thrown.add(each.fault);
        // The tree does not say where the names stand: the word `install` does, or the called port.
        if (each.kind === 'install') handled.push({ span: wordAt(each.span), handlers: each.handlers });
        if (each.kind === 'solicit') {
          handled.push({ span: each.portSpan, handlers: each.handlers });
          if (each.operation === 'loadEmbeddedService') loads = true;
        }
      },
      expression: (each) => {
        if (each.kind === 'call' && each.operation === 'loadEmbeddedService') loads = true;
      },
    });
  }
  // What a service throws that comes only while the program runs is not known.
  if (loads) return [];
  return handled.flatMap(({ span, handlers }): Finding[] => {
    const never = new Set(
      handlers
        .flatMap(({ names }) => names)
        .filter((name) => name !== null && !isSystemFault(name) && !thrown.has(name)),
    );
    if (never.size === 0) return [];
    const message = `nothing throws ${[...never].join(', ')}`;
    return [{ code: 'never-thrown', span, message }];
  });
}

const wordAt = (span: Span): Span => ({
  ...span,
  endLine: span.line,
  endColumn: span.column + 'install'.length,
});
