import type { NativePackage } from '../run/native';
import { sizes } from '../values';
import { childInt, operations } from './operations';

/** `security_utils`: bytes and tokens of the run's own generator, so that a run can be repeated. */
export const securityUtils: NativePackage = {
  names: ['security_utils', 'security-utils'],
  include: { file: 'security_utils.iol', port: 'SecurityUtils' },
  service: 'SecurityUtils',
  declaration: `
type SecureRandomRequest: void { size: int }
interface SecurityUtilsInterface {
RequestResponse:
  secureRandom( SecureRandomRequest )( raw ),
  createSecureToken( void )( string )
}
`,
  operations: operations({
    secureRandom(request, context) {
      const size = childInt(request, 'size');
      if (size < 0) throw context.exception('NegativeArraySizeException', String(size));
      context.meter.allocate(sizes.raw + size);
      context.meter.charge(size);
      return Uint8Array.from({ length: size }, () => context.random.bits() >>> 24);
    },
    createSecureToken: (_, context) => context.uuid(),
  }),
};
