import type { NativePackage } from '../run/native';
import { Value } from '../values';
import { operations } from './operations';
import { hashCode, sameTree } from './tree-comparison';

/** `values`: equality and hash codes of trees. */
export const values: NativePackage = {
  names: ['values'],
  service: 'Values',
  declaration: `
type ComparisonRequest { fst: undefined snd: undefined }
interface ValuesInterface {
RequestResponse:
  equals( ComparisonRequest )( bool ),
  hashCode( undefined )( int )
}
`,
  operations: operations({
    equals: (request, { meter }) =>
      sameTree(request.child('fst') ?? new Value(), request.child('snd') ?? new Value(), meter),
    hashCode: (request, { meter }) => hashCode(request, meter),
  }),
};
