export * from './basic';
export { doubleText } from './double-text';
export { Children, spread } from './children';
export { hashMapOrder } from './hash-map-order';
export { flat, pieceOf } from './pieces';
export { prettyText } from './pretty';
export { copyInto, copyOf, copyWithAliases, sizes, Value, Vector } from './value';
export type { Alias, Allocator } from './value';
