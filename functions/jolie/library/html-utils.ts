import type { NativeContext, NativePackage } from '../run/native';
import { entityCharacters, entityNames } from './html-entities';
import { operations, textOf } from './operations';
import { TextBuilder } from './text-builder';

const longestName = 10;

/** What stands for a character reference that begins at `at`, and where it ends; null when it is none. */
function reference(
  text: string,
  at: number,
  context: NativeContext,
): { readonly character: string; readonly end: number } | null {
  const numeric = /&#(?:x([0-9a-f]+)|([0-9]+));/iy;
  numeric.lastIndex = at;
  const digits = numeric.exec(text);
  if (digits !== null) {
    const point = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
    if (point > 0x7fffffff) return null;
    if (point > 0x10ffff) {
      const hexadecimal = point.toString(16).toUpperCase();
      throw context.exception('IllegalArgumentException', `Not a valid Unicode code point: 0x${hexadecimal}`);
    }
    return { character: String.fromCodePoint(point), end: at + digits[0].length };
  }
  const length = text.slice(at + 1, at + 1 + longestName).indexOf(';');
  const end = at + 1 + length;
  const character = length < 0 ? undefined : entityCharacters.get(text.slice(at + 1, end));
  return character === undefined ? null : { character, end: end + 1 };
}

/** `html_utils`: HTML's character references. */
export const htmlUtils: NativePackage = {
  names: ['html_utils', 'html-utils'],
  include: { file: 'html_utils.iol', port: 'HTMLUtils' },
  service: 'HTMLUtils',
  declaration: `
interface HTMLUtilsInterface {
RequestResponse:
  unescapeHTML( string )( string ),
  escapeHTML( string )( string )
}
`,
  operations: operations({
    escapeHTML(request, { meter }) {
      const built = new TextBuilder(meter);
      for (const character of textOf(request)) {
        const name = entityNames.get(character);
        built.append(name === undefined ? character : `&${name};`);
      }
      return built.toString();
    },
    unescapeHTML(request, context) {
      const text = textOf(request);
      const built = new TextBuilder(context.meter);
      for (let at = 0; at < text.length;) {
        const next = text.indexOf('&', at);
        if (next < 0) {
          built.append(text.slice(at));
          break;
        }
        context.meter.charge(8);
        const found = reference(text, next, context);
        built.append(text.slice(at, next) + (found?.character ?? '&'));
        at = found?.end ?? next + 1;
      }
      return built.toString();
    },
  }),
};
