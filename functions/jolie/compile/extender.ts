import type { TypeNode } from '../language';
import type { OperationType, TypeCheck } from '../run/service-code';
import { Children, Value } from '../values';
import type { InterfaceSymbol, Scope } from './scope';

/** The fields that a type adds when it extends another; an alias stands for what it names. */
function fieldsOf(type: TypeNode | null, scope: Scope): ReadonlySet<string> {
  const node = type === null ? null : scope.compiler.target(type);
  return new Set(node?.kind === 'tree' ? node.fields.map(({ name }) => name) : []);
}

/** A view of a value with only some of its children, the same vectors in the same order. */
function view(value: Value, keeps: (name: string) => boolean, basic: Value['basic']): Value {
  const part = new Value(basic);
  for (const [name, vector] of value.children?.entries() ?? []) {
    if (keeps(name)) (part.children ??= new Children()).set(name, vector);
  }
  return part;
}

/** A type extended by another: what the other's fields say, and for the rest what the type itself says. */
function extended(check: TypeCheck, extra: TypeCheck, added: ReadonlySet<string>): TypeCheck {
  return (value, meter, depth) => {
    meter.charge(1 + (value.children?.count ?? 0));
    return (
      check(
        view(value, (name) => !added.has(name), value.basic),
        meter,
        depth,
      ) ??
      extra(
        view(value, (name) => added.has(name), undefined),
        meter,
        depth,
      )
    );
  };
}

/** An operation as an extender makes it, and the fields that the extender added to its request. */
export function extendOperation(
  type: OperationType,
  extender: InterfaceSymbol | null,
): { readonly type: OperationType; readonly added: ReadonlySet<string> } {
  const matching = (name: string) =>
    extender?.operations.find((each) => each.name === name && each.requestResponse === type.requestResponse);
  const declared = matching(type.name) ?? matching('*');
  if (extender === null || declared === undefined) return { type, added: new Set() };
  const { scope } = extender;
  const extra = scope.operation(declared);
  const added = fieldsOf(declared.request, scope);
  const addedToResponse = fieldsOf(declared.response, scope);
  return {
    added,
    type: {
      ...type,
      request: extended(type.request, extra.request, added),
      response:
        addedToResponse.size === 0 ? type.response : extended(type.response, extra.response, addedToResponse),
      faults: new Map([...type.faults, ...extra.faults]),
      declared: null,
    },
  };
}
