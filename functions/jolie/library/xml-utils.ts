import type { NativeContext, NativePackage } from '../run/native';
import { toBool, toText, Value } from '../values';
import { decodeBytes } from './charsets';
import { childText, hasChild, operations } from './operations';
import { TextBuilder } from './text-builder';
import { readXml, XmlError } from './xml-document';
import { treeOfXml, XmlNumberError } from './xml-reading';
import { writeXml, XmlNameError } from './xml-writing';

const flag = (request: Value, name: string): boolean => toBool(request.child(name)?.basic);

/** The document as text: bytes by the charset that is said, or that they say themselves. */
function documentOf(request: Value, context: NativeContext): string {
  if (!(request.basic instanceof Uint8Array)) return toText(request.basic);
  context.meter.string(request.basic.length);
  const options = request.child('options');
  const head = decodeBytes(request.basic.subarray(0, 200), 'ISO-8859-1') ?? '';
  const said = /^<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1] ?? 'UTF-8';
  const text = decodeBytes(
    request.basic,
    options === undefined ? said : childText(options, 'charset') || said,
  );
  if (text === null) throw context.exception('UnsupportedEncodingException', said);
  return text;
}

/** `xml_utils`: trees to XML and back, but no transformations and no schemas. */
export const xmlUtils: NativePackage = {
  names: ['xml_utils', 'xml-utils'],
  include: { file: 'xml_utils.iol', port: 'XmlUtils' },
  service: 'XmlUtils',
  declaration: `
type XMLToValueRequest: any {
  isXmlStore?: bool
  options?: void {
    includeAttributes?: bool
    includeRoot?: bool
    schemaUrl?: string
    schemaLanguage?: string
    charset?: string
    skipMixedText?: bool
  }
}
type ValueToXmlRequest: void {
  root: any { ? }
  rootNodeName?: string
  isXmlStore?: bool
  plain?: bool
  omitXmlDeclaration?: bool
  indent?: bool
  applySchema?: void { schema: string doctypeSystem?: string encoding?: string }
}
interface XmlUtilsInterface {
RequestResponse:
  valueToXml( ValueToXmlRequest )( string ) throws IOException( undefined ) IllegalArgumentException( string ),
  xmlToValue( XMLToValueRequest )( undefined ) throws IOException( undefined )
}
`,
  operations: operations({
    valueToXml(request, context) {
      const root = request.child('root')!;
      const names = [...(root.children?.entries() ?? [])].map(([name]) => name);
      if (names.length === 0) throw context.exception('NoSuchElementException');
      if (hasChild(request, 'applySchema')) {
        throw context.exception('IOException', 'Schemas are not read here.');
      }
      const isNamed = hasChild(request, 'rootNodeName');
      if (!isNamed && names.length !== 1) {
        throw context.fault('IllegalArgumentException', new Value('Too many root nodes'));
      }
      const name = isNamed ? childText(request, 'rootNodeName') : names[0]!;
      const store = hasChild(request, 'isXmlStore')
        ? flag(request, 'isXmlStore')
        : !hasChild(request, 'plain') || !flag(request, 'plain');
      const built = new TextBuilder(context.meter);
      if (!flag(request, 'omitXmlDeclaration')) {
        built.append('<?xml version="1.0" encoding="UTF-8" standalone="no"?>');
        if (flag(request, 'indent')) built.append('\n');
      }
      try {
        writeXml(isNamed ? root : root.child(name)!, name, { store, indent: flag(request, 'indent') }, built);
      } catch (error) {
        if (!(error instanceof XmlNameError)) throw error;
        const message = 'INVALID_CHARACTER_ERR: An invalid or illegal XML character is specified.';
        throw context.exception('DOMException', message);
      }
      return built.toString();
    },
    xmlToValue(request, context) {
      const options = request.child('options');
      const has = (name: string) => options !== undefined && flag(options, name);
      const store = hasChild(request, 'isXmlStore')
        ? flag(request, 'isXmlStore')
        : options === undefined || !options.hasChildren;
      if (options !== undefined && hasChild(options, 'schemaUrl')) {
        throw context.exception('IOException', 'Schemas are not read here.');
      }
      const text = documentOf(request, context);
      try {
        return context.meter.making(() =>
          treeOfXml(
            readXml(text, context.meter),
            {
              store,
              includeAttributes: has('includeAttributes'),
              includeRoot: has('includeRoot'),
              skipMixedText: has('skipMixedText'),
            },
            context.meter,
          ),
        );
      } catch (error) {
        if (error instanceof XmlError) throw context.exception('SAXParseException', error.message);
        if (error instanceof XmlNumberError) {
          throw context.exception('NumberFormatException', `For input string: "${error.message}"`);
        }
        throw error;
      }
    },
  }),
};
