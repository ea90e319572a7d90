/** Reads a body of the type `multipart/related`: its first part is JSON, the second is the content (RFC 2387). */
export function readMultipart(contentType: string, body: Buffer): { metadata: unknown; content: Buffer } {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) throw new TypeError('a multipart body needs a boundary');
  const mark = Buffer.from(`--${boundary}`);
  const parts: Buffer[] = [];
  for (let at = body.indexOf(mark); at >= 0;) {
    const next = body.indexOf(mark, at + mark.length);
    if (next < 0) break;
    const part = body.subarray(at + mark.length, next);
    const head = part.indexOf('\r\n\r\n');
    // The line break before the next mark belongs to the mark.
    parts.push(part.subarray(head + 4, part.length - 2));
    at = next;
  }
  const [metadata, content] = parts;
  if (metadata === undefined || content === undefined)
    throw new TypeError('a multipart body needs two parts');
  return { metadata: JSON.parse(metadata.toString('utf8')) as unknown, content };
}
