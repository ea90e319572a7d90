import type { NativePackage } from '../run/native';
import { entityCharacters, entityNames } from './html-entities';
import { operations, textOf } from './operations';
import { TextBuilder } from './text-builder';

const longestName = 10;

/** What stands for a character reference that begins at `at`, and where it ends; null when it is none. */
function reference(text: string, at: number): { readonly character: string; readonly end: number } | null {
  const end = text.indexOf(';', at);
  if (end < 0 || end - at > longestName) return null;
  const name = text.slice(at + 1, end);
  const digits = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name);
  if (digits === null) {
    const character = entityCharacters.get(name);
    return character === undefined ? null : { character, end: end + 1 };
  }
  const point = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
  return point > 0x10ffff ? null : { character: String.fromCodePoint(point), end: end + 1 };
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
    unescapeHTML(request, { meter }) {
      const text = textOf(request);
      const built = new TextBuilder(meter);
      for (let at = 0; at < text.length;) {
        const next = text.indexOf('&', at);
        if (next < 0) {
          built.append(text.slice(at));
          break;
        }
        const found = reference(text, next);
        built.append(text.slice(at, next) + (found?.character ?? '&'));
        at = found?.end ?? next + 1;
      }
      return built.toString();
    },
  }),
};
