import { decodeBytes, encodeText } from './charsets';

/** Java's `URLEncoder.encode`: a space is `+`, every run of other characters is encoded as one text. Null: no such charset. */
export function urlEncode(text: string, charset: string): string | null {
  if (encodeText('', charset) === null) return null;
  return text.replace(/[^a-zA-Z0-9\-_.*]+/g, (run) =>
    run
      .split(' ')
      .map((part) =>
        Array.from(
          encodeText(part, charset)!,
          (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        ).join(''),
      )
      .join('+'),
  );
}

export type Decoded =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'charset' | 'malformed' };

/** Java's `URLDecoder.decode`: each run of `%xx` is decoded as one text. */
export function urlDecode(text: string, charset: string): Decoded {
  if (decodeBytes(new Uint8Array(), charset) === null) return { ok: false, reason: 'charset' };
  let malformed = false;
  const decoded = text.replace(/\+|%[^%]{0,2}(?:%[^%]{0,2})*/g, (run) => {
    if (run === '+') return ' ';
    const escaped = /^(?:%[0-9a-fA-F]{2})+/.exec(run)?.[0] ?? '';
    const rest = run.slice(escaped.length);
    if (rest.includes('%')) malformed = true;
    const bytes = Uint8Array.from(escaped.slice(1).split('%'), (pair) => parseInt(pair, 16));
    return (escaped === '' ? '' : decodeBytes(bytes, charset)!) + rest;
  });
  return malformed ? { ok: false, reason: 'malformed' } : { ok: true, text: decoded };
}
