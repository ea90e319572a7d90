/** Whether the text is well-formed and has at most so many bytes in UTF-8; quicker than its {@link byteLength}. */
export function fitsIn(text: string, most: number): boolean {
  // A UTF-16 unit makes at most three bytes.
  if (text.length * 3 <= most) return text.isWellFormed();
  const bytes = byteLength(text);
  return bytes !== null && bytes <= most;
}

/**
 * The length of `text` in UTF-8 bytes, or null when it holds a lone surrogate and therefore has no UTF-8 form:
 * such a text could not be stored exactly, so whoever receives it refuses it.
 */
export function byteLength(text: string): number | null {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit < 0xd800 || unit > 0xdfff) bytes += 2;
    else {
      const next = i + 1 < text.length ? text.charCodeAt(i + 1) : 0;
      if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) return null;
      bytes += 2; // Two units make four bytes.
      i++;
    }
  }
  return bytes;
}
