import { Findings } from '../language';
import { scan, type TokenKind } from '../language/scanner';

/** A token or a comment of a source, as it is written there. */
export interface Piece {
  readonly kind: TokenKind | 'line-comment' | 'block-comment';
  readonly text: string;
  /** Line breaks between it and the piece before. */
  readonly breaks: number;
  /** Whether anything stands between it and the piece before. */
  readonly apart: boolean;
}

/** A source as the sequence of what it says; `head` is the line `#!…` before it all, or empty. */
export interface Pieces {
  readonly head: string;
  readonly pieces: readonly Piece[];
}

/** Takes a source to pieces, in linear time; null: something in it is no token. */
export function piecesOf(source: string): Pieces | null {
  const findings = new Findings();
  const tokens = scan('', source, findings);
  if (findings.failed) return null;
  const starts = [0];
  for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) starts.push(at + 1);
  const mark = source.startsWith('\ufeff') ? 1 : 0;
  // Columns of the first line count from behind the mark.
  const offset = (line: number, column: number) => starts[line - 1]! + column - 1 + (line === 1 ? mark : 0);
  const head = /^(?:#![^\n]*)?/.exec(source.slice(mark))![0];
  const pieces: Piece[] = [];
  let at = mark + head.length;
  for (const { kind, line, column, endLine, endColumn } of tokens) {
    const [from, to] = [offset(line, column), offset(endLine, endColumn)];
    let breaks = 0;
    for (const [text] of source.slice(at, from).matchAll(/\n|\/\/[^\n]*|\/\*[\s\S]*?\*\//g)) {
      if (text === '\n') {
        breaks++;
        continue;
      }
      const isLine = text.startsWith('//');
      pieces.push({
        kind: isLine ? 'line-comment' : 'block-comment',
        text: isLine ? text.trimEnd() : text,
        breaks,
        apart: true,
      });
      breaks = 0;
    }
    if (kind !== 'end') pieces.push({ kind, text: source.slice(from, to), breaks, apart: from > at });
    at = to;
  }
  return { head: head.trimEnd(), pieces };
}
