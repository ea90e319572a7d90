import type { NativeContext, NativePackage } from '../run/native';
import { sizes, type Value } from '../values';
import { fromBase64, toBase64 } from './base64';
import { decodeBytes, encodeText } from './charsets';
import { childText, hasChild, made, operations, textOf } from './operations';

/** `converter`: text, bytes and base64. */
export const converter: NativePackage = {
  names: ['converter'],
  include: { file: 'converter.iol', port: 'Converter' },
  service: 'Converter',
  declaration: `
type JavaExceptionType: string { stackTrace: string }
type IOExceptionType: JavaExceptionType
type RawToStringRequest: raw { charset?: string }
type StringToRawRequest: string { charset?: string }
interface ConverterInterface {
RequestResponse:
  rawToBase64( raw )( string ),
  base64ToRaw( string )( raw ) throws IOException( IOExceptionType ),
  rawToString( RawToStringRequest )( string ) throws IOException( IOExceptionType ),
  stringToRaw( StringToRawRequest )( raw ) throws IOException( IOExceptionType )
}
`,
  operations: operations({
    rawToBase64(request, context) {
      const bytes = bytesOf(request, context);
      return made(context, Math.ceil(bytes.length / 3) * 4, () => toBase64(bytes));
    },
    base64ToRaw(request, context) {
      const text = textOf(request);
      context.meter.charge(text.length >> 3);
      context.meter.allocate(sizes.raw + text.length);
      const read = fromBase64(text);
      if (!read.ok) throw context.exception('IllegalArgumentException', read.message);
      return read.bytes;
    },
    rawToString(request, context) {
      const bytes = bytesOf(request, context);
      context.meter.string(bytes.length);
      const text = decodeBytes(bytes, charsetOf(request));
      if (text === null) throw context.exception('IOException', charsetOf(request));
      return text;
    },
    stringToRaw(request, context) {
      const text = textOf(request);
      context.meter.charge(text.length >> 3);
      context.meter.allocate(sizes.raw + text.length * 4);
      const bytes = encodeText(text, charsetOf(request));
      if (bytes === null) throw context.exception('IOException', charsetOf(request));
      return bytes;
    },
  }),
};

const charsetOf = (request: Value): string =>
  hasChild(request, 'charset') ? childText(request, 'charset') : 'UTF-8';

/** The request's bytes, their reading charged. */
function bytesOf(request: Value, { meter }: NativeContext): Uint8Array {
  const bytes = request.basic instanceof Uint8Array ? request.basic : new Uint8Array();
  meter.charge(bytes.length);
  return bytes;
}
