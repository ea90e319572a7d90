import type { NativePackage } from '../run/native';
import { toBool, toText } from '../values';
import { decodeBytes } from './charsets';
import { readJson } from './json-document';
import { treeOf } from './json-reading';
import { usualJson, usualTree } from './json-usual';
import { writeJson } from './json-writing';
import { childText, hasChild, operations } from './operations';
import { TextBuilder } from './text-builder';

/** `json_utils`: trees to JSON and back. */
export const jsonUtils: NativePackage = {
  names: ['json_utils', 'json-utils'],
  include: { file: 'json_utils.iol', port: 'JsonUtils' },
  service: 'JsonUtils',
  declaration: `
type GetJsonStringRequest: undefined
type GetJsonStringResponse: string
type GetJsonValueRequest: any { strictEncoding?: bool charset?: string }
type GetJsonValueResponse: undefined
interface JsonUtilsInterface {
RequestResponse:
  getJsonString( GetJsonStringRequest )( GetJsonStringResponse ) throws JSONCreationError,
  getJsonValue( GetJsonValueRequest )( GetJsonValueResponse ) throws JSONCreationError
}
`,
  operations: operations({
    getJsonString(request, { meter }) {
      const usual = usualJson(request, meter);
      if (usual !== null) return usual;
      const text = new TextBuilder(meter);
      writeJson(request, text);
      return text.toString();
    },
    getJsonValue(request, context) {
      let text = toText(request.basic);
      if (request.basic instanceof Uint8Array && hasChild(request, 'charset')) {
        context.meter.string(request.basic.length);
        const decoded = decodeBytes(request.basic, childText(request, 'charset'));
        if (decoded === null) throw context.fault('JSONCreationError');
        text = decoded;
      }
      const strict = toBool(request.child('strictEncoding')?.basic);
      const usual = strict ? null : usualTree(text, context.meter);
      if (usual !== null) return usual;
      const read = readJson(text, context.meter);
      if (!read.ok && read.reason === 'overflow')
        throw context.exception('NumberFormatException', `For input string: "${read.digits}"`);
      if (!read.ok) throw context.fault('JSONCreationError');
      return treeOf(read.root, strict, context.meter);
    },
  }),
  keepsNothing: new Set(['getJsonString', 'getJsonValue']),
};
