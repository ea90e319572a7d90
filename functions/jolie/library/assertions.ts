import type { NativePackage } from '../run/native';
import { Value } from '../values';
import { operations } from './operations';
import { TextBuilder, writePretty } from './text-builder';
import { sameTree } from './tree-comparison';

/** `assertions`: a fault that shows both trees when they differ. */
export const assertions: NativePackage = {
  names: ['assertions'],
  service: 'Assertions',
  declaration: `
type AssertionRequest { actual: undefined expected: undefined }
interface AssertionsInterface {
RequestResponse:
  equals( AssertionRequest )( void ) throws AssertionError( string )
}
`,
  operations: operations({
    equals(request, context) {
      const [actual, expected] = [
        request.child('actual') ?? new Value(),
        request.child('expected') ?? new Value(),
      ];
      if (sameTree(expected, actual, context.meter)) return undefined;
      const text = new TextBuilder(context.meter);
      writePretty(request, text);
      throw context.fault('AssertionError', new Value(text.toString()));
    },
  }),
};
