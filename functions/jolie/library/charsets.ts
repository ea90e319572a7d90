type Charset = 'utf-8' | 'latin-1' | 'ascii' | 'utf-16' | 'utf-16be' | 'utf-16le';

const charsets: ReadonlyMap<string, Charset> = new Map<string, Charset>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['iso-8859-1', 'latin-1'],
  ['iso8859_1', 'latin-1'],
  ['latin1', 'latin-1'],
  ['us-ascii', 'ascii'],
  ['ascii', 'ascii'],
  ['utf-16', 'utf-16'],
  ['utf16', 'utf-16'],
  ['utf-16be', 'utf-16be'],
  ['utf-16le', 'utf-16le'],
]);

/** A text's bytes in a charset, `?` for what it lacks; null for a charset that is not offered. */
export function encodeText(text: string, charset: string): Uint8Array | null {
  const found = charsets.get(charset.toLowerCase());
  if (found === undefined) return null;
  const bytes: number[] = [];
  const unit16 = (unit: number): void => {
    if (found === 'utf-16le') bytes.push(unit & 0xff, unit >> 8);
    else bytes.push(unit >> 8, unit & 0xff);
  };
  if (found === 'utf-16' && text !== '') bytes.push(0xfe, 0xff);
  for (let i = 0; i < text.length; i++) {
    let point = text.codePointAt(i)!;
    const pair = point > 0xffff;
    const lone = point >= 0xd800 && point < 0xe000;
    if (found === 'utf-8') utf8(lone ? 0x3f : point, bytes);
    else if (found === 'latin-1' || found === 'ascii')
      bytes.push(point < (found === 'ascii' ? 128 : 256) ? point : 0x3f);
    else if (lone) unit16(0xfffd);
    else if (pair) {
      point -= 0x10000;
      unit16(0xd800 + (point >> 10));
      unit16(0xdc00 + (point & 0x3ff));
    } else unit16(point);
    if (pair) i++;
  }
  return Uint8Array.from(bytes);
}

function utf8(point: number, bytes: number[]): void {
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
  else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  else {
    bytes.push(
      0xf0 | (point >> 18),
      0x80 | ((point >> 12) & 63),
      0x80 | ((point >> 6) & 63),
      0x80 | (point & 63),
    );
  }
}

/** The text that bytes stand for, U+FFFD for what is malformed; null for a charset that is not offered. */
export function decodeBytes(bytes: Uint8Array, charset: string): string | null {
  const found = charsets.get(charset.toLowerCase());
  if (found === undefined) return null;
  const units: string[] = [];
  if (found === 'utf-8') {
    decodeUtf8(bytes, units);
  } else if (found === 'latin-1' || found === 'ascii') {
    for (const byte of bytes)
      units.push(String.fromCharCode(found === 'ascii' && byte > 127 ? 0xfffd : byte));
  } else {
    const little = found === 'utf-16le' || (found === 'utf-16' && bytes[0] === 0xff && bytes[1] === 0xfe);
    const marked = found === 'utf-16' && (little || (bytes[0] === 0xfe && bytes[1] === 0xff));
    for (let i = marked ? 2 : 0; i < bytes.length; i += 2) {
      const [a, b] = [bytes[i]!, bytes[i + 1]];
      units.push(String.fromCharCode(b === undefined ? 0xfffd : little ? (b << 8) | a : (a << 8) | b));
    }
  }
  return units.join('');
}

/** UTF-8 as Java decodes it: one U+FFFD for each longest beginning of a character that is not completed. */
function decodeUtf8(bytes: Uint8Array, units: string[]): void {
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i++]!;
    if (first < 0x80) {
      units.push(String.fromCharCode(first));
      continue;
    }
    const more =
      first >= 0xc2 && first < 0xe0
        ? 1
        : first >= 0xe0 && first < 0xf0
          ? 2
          : first >= 0xf0 && first < 0xf5
            ? 3
            : 0;
    let point = first & (0x3f >> more);
    let read = 0;
    while (read < more) {
      const next = bytes[i] ?? 0;
      const least = read > 0 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
      const most = read > 0 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
      if (next < least || next > most) break;
      point = (point << 6) | (next & 0x3f);
      i++;
      read++;
    }
    units.push(more === 0 || read < more ? '\ufffd' : String.fromCodePoint(point));
  }
}
