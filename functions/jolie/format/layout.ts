import type { Piece, Pieces } from './pieces';
import { bracketOf, isSpaced, type Bracket } from './spacing';

/** A bracket that is open. */
interface Open {
  readonly bracket: Bracket;
  /** The level of the line on which it was opened. */
  readonly level: number;
  /** Whether a `:` stands on the line under way: a list may follow it. */
  labelled: boolean;
  /** Whether the line before ended in the middle of an expression, or of a list after a `:`. */
  goesOn: boolean;
}

const opening = /^[({[]$/;
const closing = /^[)}\]]$/;
/** What an expression cannot end, or begin, a line with. `|` also stands between statements, so it is not among them. */
const atTheEnd = /^(?:[-+*/%=<>!]|[-+*/]=|[=!<>]=|&&|\|\||<<-?|->|=>|:)$/;
const atTheBeginning = /^(?:[-+*/%]|&&|\|\||[=!<>]=|<<-?|->)$/;

/** Writes the pieces anew, each on the line on which it stands. */
export function layout({ head, pieces }: Pieces): string {
  const lines = [...(head === '' ? [] : [head]), ...linesOf(pieces)];
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

const isComment = ({ kind }: Piece) => kind === 'line-comment' || kind === 'block-comment';

function* linesOf(pieces: readonly Piece[]): Generator<string> {
  const open: Open[] = [{ bracket: 'block', level: -1, labelled: false, goesOn: false }];
  for (let at = 0; at < pieces.length;) {
    let end = at + 1;
    while (end < pieces.length && pieces[end]!.breaks === 0) end++;
    const [first, before] = [pieces[at]!, pieces[at - 1]];
    const isAmid = before !== undefined && !opening.test(before.text) && !closing.test(first.text);
    if (first.breaks > 1 && isAmid) yield '';
    yield lineOf(pieces, at, end, open);
    at = end;
  }
}

/** One line: the pieces from `at` to `end`. What it opens and closes is left in `open`. */
function lineOf(pieces: readonly Piece[], at: number, end: number, open: Open[]): string {
  const level = levelOf(pieces[at]!, open.at(-1)!);
  let line = '\t'.repeat(level);
  let inModuleName = false;
  for (let i = at; i < end; i++) {
    const piece = pieces[i]!;
    const [earlier, left, later] = [pieces[i - 2], pieces[i - 1], pieces[i + 1]];
    const opens = opening.test(piece.text) ? bracketOf(piece, left) : null;
    if (piece.text === 'import') inModuleName = false;
    const inside = open.at(-1)!;
    const isSpace =
      i > at && isSpaced(left!, piece, { earlier, later, inside: inside.bracket, opens, inModuleName });
    line += isSpace ? ` ${piece.text}` : piece.text;
    if (i > at && left!.text === 'from' && open.length === 1) inModuleName = true;
    if (piece.text === ':') inside.labelled = true;
    if (opens !== null) open.push({ bracket: opens, level, labelled: false, goesOn: false });
    else if (closing.test(piece.text) && open.length > 1) open.pop();
  }
  let last = end - 1;
  while (last > at && isComment(pieces[last]!)) last--;
  const { kind, text } = pieces[last]!;
  if (isComment(pieces[last]!)) return line;
  const innermost = open.at(-1)!;
  const isAll = text === '*' && pieces[last - 1]?.text === 'import';
  innermost.goesOn =
    (text === ',' && (innermost.labelled || innermost.goesOn)) ||
    (kind === 'symbol' && !isAll && atTheEnd.test(text));
  innermost.labelled = false;
  return line;
}

/** How far a line is indented; in parentheses it is no further when an expression goes on. */
function levelOf(first: Piece, { bracket, level, goesOn }: Open): number {
  if (closing.test(first.text)) return level;
  const isPart = goesOn || (first.kind === 'symbol' && atTheBeginning.test(first.text));
  return level + (bracket === 'block' && isPart ? 2 : 1);
}
