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

export type Base64Read =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly message: string };

/** The bytes of a base64 text, or what Java says of one that is malformed. Padding may be left out, but not be wrong. */
export function fromBase64(text: string): Base64Read {
  if (text.length === 1) return malformed('Input byte[] should at least have 2 bytes for base64 bytes');
  const digits = /^[A-Za-z0-9+/]*/.exec(text)![0];
  const stop = text[digits.length];
  if (stop !== undefined && stop !== '=') return malformed(`Illegal base64 character ${byteText(stop)}`);
  const last = digits.length % 4;
  const padding = stop === undefined || last === 1 || last === 3 ? 1 : 2;
  if (
    stop === '=' &&
    (last === 0 || text.slice(digits.length, digits.length + padding) !== '='.repeat(padding))
  )
    return malformed('Input byte array has wrong 4-byte ending unit');
  if (last === 1) return malformed('Last unit does not have enough valid bits');
  const end = digits.length + padding;
  if (end < text.length) return malformed(`Input byte array has incorrect ending byte at ${end}`);
  const bytes = new Uint8Array((digits.length * 3) >> 2);
  let held = 0;
  let at = 0;
  for (let i = 0; i < digits.length; i++) {
    held = ((held << 6) | alphabet.indexOf(digits[i]!)) & 0xffffff;
    if (i % 4 > 0) bytes[at++] = (held >> (6 - 2 * (i % 4))) & 0xff;
  }
  return { ok: true, bytes };
}

const malformed = (message: string): Base64Read => ({ ok: false, message });

/** A character as the signed byte that Java makes of it, in hexadecimal. */
function byteText(character: string): string {
  const unit = character.charCodeAt(0);
  const byte = unit > 255 ? 0x3f : unit;
  return (byte > 127 ? byte - 256 : byte).toString(16);
}
