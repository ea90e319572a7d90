import type { NativePackage } from '../run/native';
import { encodeText } from './charsets';
import { md5 } from './md5';
import { childInt, operations, textOf } from './operations';

/** `message_digest`: MD5, as the official package. */
export const messageDigest: NativePackage = {
  names: ['message_digest', 'message-digest'],
  include: { file: 'message_digest.iol', port: 'MessageDigest' },
  service: 'MessageDigest',
  declaration: `
type JavaExceptionType: string { stackTrace: string }
type MD5Request: string { radix?: int } | raw { radix?: int }
interface MessageDigestInterface {
RequestResponse:
  md5( MD5Request )( string ) throws UnsupportedOperation( JavaExceptionType )
}
`,
  operations: operations({
    md5(request, { meter }) {
      const length = request.basic instanceof Uint8Array ? request.basic.length : textOf(request).length;
      meter.charge(100 + length * 2);
      meter.allocate(length * 4);
      const bytes =
        request.basic instanceof Uint8Array ? request.basic : encodeText(textOf(request), 'utf-8')!;
      const hex = Array.from(md5(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
      const radix = childInt(request, 'radix');
      // Java writes a radix under 2 like 16 here, and one over 36 as 10.
      const digits = BigInt(`0x${hex}`).toString(radix < 2 ? 16 : radix > 36 ? 10 : radix);
      return digits.padStart(32, '0');
    },
  }),
};
