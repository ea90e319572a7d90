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
  | { readonly ok: false; readonly reason: 'charset' }
  | { readonly ok: false; readonly reason: 'malformed'; readonly message: string };

/** Java's `URLDecoder.decode`: each run of `%xx` is decoded as one text. */
export function urlDecode(text: string, charset: string): Decoded {
  if (decodeBytes(new Uint8Array(), charset) === null) return { ok: false, reason: 'charset' };
  let message: string | null = null;
  const decoded = text.replace(/\+|%[^%]{0,2}(?:%[^%]{0,2})*/g, (run) => {
    if (run === '+') return ' ';
    const bytes: number[] = [];
    let at = 0;
    for (; run[at] === '%'; at += 3) {
      const pair = run.slice(at + 1, at + 3);
      if (pair.length < 2) message ??= 'URLDecoder: Incomplete trailing escape (%) pattern';
      else if (!/^[0-9a-fA-F+-][0-9a-fA-F]$/.test(pair)) {
        const index = /^[0-9a-fA-F+-]/.test(pair) ? 1 : 0;
        message ??= `${illegal} - Error at index ${index} in: "${pair}"`;
      } else if (/^-[^0]/.test(pair)) message ??= `${illegal} - negative value`;
      if (message !== null) return '';
      bytes.push(Math.abs(parseInt(pair, 16)));
    }
    return decodeBytes(Uint8Array.from(bytes), charset)! + run.slice(at);
  });
  return message === null ? { ok: true, text: decoded } : { ok: false, reason: 'malformed', message };
}

const illegal = 'URLDecoder: Illegal hex characters in escape (%) pattern';
