import type { TypeNode } from '../language';
import type { DeclaredTypes } from '../run/service-code';

/** A type as a text that two types share when they say the same, wherever they stand and in whatever order of fields. */
const said = (type: TypeNode | null): string =>
  JSON.stringify(type, (name, value: unknown) => {
    if (name === 'span') return undefined;
    if (typeof value === 'bigint') return `${value}L`;
    if (value === Infinity || value === -Infinity) return String(value);
    return name === 'fields' ? [...(value as { name: string }[])].sort(byName) : value;
  });

const byName = (a: { readonly name: string }, b: { readonly name: string }): number =>
  a.name < b.name ? -1 : Number(a.name > b.name);

/** Whether two types say the same; a name at their root stands for what it names. */
export function isSameType(
  a: TypeNode | null,
  aTypes: DeclaredTypes,
  b: TypeNode | null,
  bTypes: DeclaredTypes,
): boolean {
  const node = (type: TypeNode | null, types: DeclaredTypes) =>
    type?.kind === 'named' ? (types.named(type.name)?.node ?? type) : type;
  return said(node(a, aTypes)) === said(node(b, bTypes));
}

/** Whether two declarations of a type say the same: a type may be declared twice alike. */
export const saysTheSame = (a: TypeNode, b: TypeNode): boolean => said(a) === said(b);
