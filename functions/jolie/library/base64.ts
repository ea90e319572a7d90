const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** RFC 4648 base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a, b, c] = [bytes[i]!, bytes[i + 1], bytes[i + 2]];
    text += alphabet[a >> 2]! + alphabet[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    text += b === undefined ? '=' : alphabet[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    text += c === undefined ? '=' : alphabet[c & 63]!;
  }
  return text;
}

/** The bytes of a base64 text; null when it is malformed. Padding may be left out, but not be wrong. */
export function fromBase64(text: string): Uint8Array | null {
  const digits = text.replace(/={1,2}$/, '');
  const padded = digits.length < text.length;
  if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return null;
  if (padded && text.length % 4 !== 0) return null;
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let held = 0;
  let at = 0;
  for (let i = 0; i < digits.length; i++) {
    held = ((held << 6) | alphabet.indexOf(digits[i]!)) & 0xffffff;
    if (i % 4 > 0) bytes[at++] = (held >> (6 - 2 * (i % 4))) & 0xff;
  }
  return bytes;
}
