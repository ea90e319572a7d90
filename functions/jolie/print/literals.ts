import type { Literal } from '../language/ast';

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
};

/** A string as a source writes it, on one line. */
export const printString = (text: string): string => `"${text.replace(/[\\"\n\t\r]/g, (c) => escapes[c]!)}"`;

/** A double as a source writes it: always with a decimal point, which a signed exponent needs. */
export function printDouble(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  // Too large a number is how a source comes to an infinity.
  const text = String(value).replace('Infinity', '1.0e999');
  const [mantissa, exponent] = text.split('e');
  const pointed = mantissa!.includes('.') ? mantissa! : `${mantissa}.0`;
  return exponent === undefined ? pointed : `${pointed}e${exponent}`;
}

/** A constant as a source writes it. Nothing is not written: it is what an inline tree without a root has. */
export function printLiteral(literal: Literal): string {
  switch (literal.type) {
    case 'string':
      return printString(literal.value);
    case 'double':
      return printDouble(literal.value);
    case 'long':
      return `${literal.value}L`;
    case 'void':
      return '';
    default:
      return String(literal.value);
  }
}
