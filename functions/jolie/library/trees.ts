import type { NativePackage } from '../run/native';
import { copyInto, Value } from '../values';
import { childrenOf, childText, operations } from './operations';

/** `trees`: a vector's elements by one of their fields. */
export const trees: NativePackage = {
  names: ['trees'],
  service: 'Trees',
  declaration: `
type GetHashMapRequest { vector* { ? } key: string }
interface TreesInterface {
RequestResponse:
  getHashMap( GetHashMapRequest )( undefined )
}
`,
  operations: operations({
    getHashMap(request, { meter }) {
      const map = new Value();
      const key = childText(request, 'key');
      for (const element of childrenOf(request, 'vector')) {
        meter.charge(6);
        copyInto(map.childMade(childText(element, key), meter), element, meter);
      }
      return map;
    },
  }),
};
