import type { NativeContext, NativePackage } from '../run/native';
import { copyOf, Value } from '../values';
import { childInt, childrenOf, hasChild, operations } from './operations';
import { sameVector } from './tree-comparison';

/** `vectors`: new vectors out of old ones. */
export const vectors: NativePackage = {
  names: ['vectors'],
  service: 'Vectors',
  declaration: `
type Vector { items*: undefined }
type VectorPair { fst: Vector snd: Vector }
type InsertRequest { index: int item: undefined vector: Vector }
type AddRequest { vector: Vector item: undefined }
type SliceRequest: void { from: int to: int vector: Vector } | void { to: int vector: Vector } | void { from: int vector: Vector }
interface VectorsInterface {
RequestResponse:
  equals( VectorPair )( bool ),
  insert( InsertRequest )( Vector ),
  slice( SliceRequest )( Vector ),
  add( AddRequest )( Vector ),
  concat( VectorPair )( Vector )
}
`,
  operations: operations({
    equals: (request, { meter }) =>
      sameVector(request.child('fst')?.vector('items'), request.child('snd')?.vector('items'), meter),
    insert(request, context) {
      const items = itemsOf(request, 'vector');
      const index = childInt(request, 'index');
      if (index < 0 || index > items.length) {
        throw context.exception('IndexOutOfBoundsException', `Index: ${index}, Size: ${items.length}`);
      }
      return vectorOf([...items.slice(0, index), itemOf(request), ...items.slice(index)], context);
    },
    add: (request, context) => vectorOf([...itemsOf(request, 'vector'), itemOf(request)], context),
    concat: (request, context) => vectorOf([...itemsOf(request, 'fst'), ...itemsOf(request, 'snd')], context),
    slice(request, context) {
      const items = itemsOf(request, 'vector');
      const from = childInt(request, 'from');
      const to = hasChild(request, 'to') ? childInt(request, 'to') : items.length;
      if (from < 0 && from < to)
        throw context.exception(
          'IndexOutOfBoundsException',
          `Index ${from} out of bounds for length ${items.length}`,
        );
      // Past the end there are void items, as many as were asked for.
      context.meter.charge(Math.max(0, to - from));
      context.meter.allocate(Math.max(0, to - from) * 64);
      const slice: Value[] = [];
      for (let i = from; i < to; i++) slice.push(items[i] ?? new Value());
      return vectorOf(slice, context);
    },
  }),
};

const itemsOf = (request: Value, name: string): readonly Value[] => {
  const vector = request.child(name);
  return vector === undefined ? [] : childrenOf(vector, 'items');
};

const itemOf = (request: Value): Value => request.child('item') ?? new Value();

function vectorOf(items: readonly Value[], { meter }: NativeContext): Value {
  const answer = new Value();
  const vector = answer.vectorMade('items', meter);
  for (const item of items) {
    meter.charge(1);
    vector.items.push(copyOf(item, meter));
  }
  return answer;
}
