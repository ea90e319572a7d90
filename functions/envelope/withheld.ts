import type { Attributes } from './attributes';
import type { Envelope } from './envelope';

/**
 * The recipients from whom a message is withheld, as hexadecimal digits: recipient i is bit `i % 4` (from the least)
 * of digit `i / 4`. Undefined when it is withheld from nobody.
 */
export function encodeWithheld(envelope: Envelope, withheld: ReadonlySet<number>): string | undefined {
  const digits = new Array<number>(Math.ceil(envelope.recipientIds.length / 4)).fill(0);
  envelope.recipientIds.forEach((id, i) => {
    if (withheld.has(id)) digits[i >> 2]! |= 1 << (i & 3);
  });
  return digits.some((digit) => digit !== 0) ? digits.map((digit) => digit.toString(16)).join('') : undefined;
}

const nobody: ReadonlySet<number> = new Set();

/** The recipients from whom the message is withheld. Bits beyond the recipients mean nothing. */
export function withheldOf(attributes: Attributes, envelope: Envelope): ReadonlySet<number> {
  const digits = attributes.withheld ?? '';
  if (digits === '') return nobody;
  return new Set(
    envelope.recipientIds.filter((_, i) => {
      const digit = digits.charAt(i >> 2);
      return digit !== '' && (parseInt(digit, 16) >> (i & 3)) % 2 === 1;
    }),
  );
}
