type Charset = 'utf-8' | 'utf-16' | 'utf-16be' | 'utf-16le' | SingleByte;

/** A charset of one byte for a character: the character of each byte, U+FFFD where there is none. */
interface SingleByte {
  readonly characters: string;
  readonly bytes: ReadonlyMap<string, number>;
}

function singleByte(replaced: Readonly<Record<number, string>>, most = 256): SingleByte {
  const characters = Array.from({ length: 256 }, (_, byte) =>
    byte < most ? String.fromCharCode(byte) : '\ufffd',
  );
  for (const [first, text] of Object.entries(replaced))
    characters.splice(Number(first), text.length, ...text);
  const bytes = new Map(characters.map((character, byte) => [character, byte]));
  bytes.delete('\ufffd');
  return { characters: characters.join(''), bytes };
}

const latin1 = singleByte({});
const ascii = singleByte({}, 128);
const latin9 = singleByte({ 0xa4: '€', 0xa6: 'Š', 0xa8: 'š', 0xb4: 'Ž', 0xb8: 'ž', 0xbc: 'ŒœŸ' });
const windows1252 = singleByte({ 0x80: '€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ' });

const charsets: ReadonlyMap<string, Charset> = new Map<string, Charset>([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['iso-8859-1', latin1],
  ['iso8859_1', latin1],
  ['latin1', latin1],
  ['us-ascii', ascii],
  ['ascii', ascii],
  ['iso-8859-15', latin9],
  ['latin9', latin9],
  ['windows-1252', windows1252],
  ['cp1252', windows1252],
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
    else if (typeof found === 'object') bytes.push(found.bytes.get(String.fromCodePoint(point)) ?? 0x3f);
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
  } else if (typeof found === 'object') {
    for (const byte of bytes) units.push(found.characters[byte]!);
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

/** UTF-8 as Java decodes it: one U+FFFD for each longest beginning of a character, and for each surrogate. */
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
      const most = read === 0 && first === 0xf4 ? 0x8f : 0xbf;
      if (next < least || next > most) break;
      point = (point << 6) | (next & 0x3f);
      i++;
      read++;
    }
    const isCharacter = more > 0 && read === more && (point < 0xd800 || point > 0xdfff);
    units.push(isCharacter ? String.fromCodePoint(point) : '\ufffd');
  }
}
