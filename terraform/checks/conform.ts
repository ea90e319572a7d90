import { valueOf, type Scope } from './evaluate';
import type { Expression, Value } from './expression';

/**
 * A value as a variable of this type holds it: what is optional and left out has its default. Throws a TypeError where
 * something is missing that the type wants, or there that it does not know.
 */
export function conform(value: Value, type: Expression, scope: Scope): Value {
  if (value === null || type.kind !== 'call' || typeof value === 'string') return value;
  const [inner] = type.items;
  if (type.name === 'object' && inner?.kind === 'object') return conformObject(value, inner, scope);
  if (type.name === 'map' && inner !== undefined) {
    const entries = Object.entries(value).map(([name, each]) => [name, conform(each as Value, inner, scope)]);
    return Object.fromEntries(entries) as Value;
  }
  return value;
}

function conformObject(value: Value, { items }: Expression & { kind: 'object' }, scope: Scope): Value {
  const given = value as Readonly<Record<string, Value>>;
  const known = items.map(([name, type]) => [name.text, type] as const);
  const names = new Set(known.map(([name]) => name));
  const stranger = Object.keys(given).find((name) => !names.has(name));
  if (stranger !== undefined) throw new TypeError(`the type has no ${stranger}`);
  const entries = known.map(([name, type]) => {
    const isOptional = type.kind === 'call' && type.name === 'optional';
    const [own = type, otherwise] = isOptional ? type.items : [];
    const there = given[name];
    if (there !== undefined) return [name, conform(there, own, scope)];
    if (!isOptional) throw new TypeError(`the type wants ${name}`);
    return [name, otherwise === undefined ? null : valueOf(otherwise, scope)];
  });
  return Object.fromEntries(entries) as Value;
}
