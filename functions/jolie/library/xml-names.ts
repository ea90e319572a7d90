/** The characters of XML 1.0 names (section 2.3 of its fifth edition, within the basic plane and beyond it). */
const start =
  ':A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F' +
  '\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
const more = `${start}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040`;

const whole = new RegExp(`^[${start}][${more}]*$`);
const sticky = new RegExp(`[${start}][${more}]*`, 'y');

export const isXmlName = (text: string): boolean => whole.test(text);

/** The name that begins at a place, or the empty text. */
export function xmlNameAt(text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}
