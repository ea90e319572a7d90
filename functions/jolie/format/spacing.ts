import { Findings } from '../language';
import { scan } from '../language/scanner';
import type { Piece } from './pieces';

/** What a bracket is there for; it says how its inside is spaced. */
export type Bracket = 'block' | 'call' | 'group' | 'loop' | 'index' | 'input';

const isWord = ({ kind }: Piece) => kind === 'id' || kind === 'keyword';
const isComment = ({ kind }: Piece) => kind === 'line-comment' || kind === 'block-comment';
const isSymbol = ({ kind, text }: Piece, ...symbols: readonly string[]) =>
  kind === 'symbol' && symbols.includes(text);

/** Whether a piece can be the end of an operand, so that what follows applies to it. */
export const endsOperand = (piece: Piece | undefined): boolean =>
  piece !== undefined &&
  ((isWord(piece) &&
    !/^(?:if|else|while|for|return|instanceof|in|as|throws|import|from)$/.test(piece.text)) ||
    /^(?:string|int|long|double)$/.test(piece.kind) ||
    isSymbol(piece, ')', ']', '}', '++', '--'));

/** What an opening bracket is there for, by what stands before it. */
export function bracketOf(piece: Piece, before: Piece | undefined): Bracket {
  if (piece.text === '{') return 'block';
  const isFirst = before === undefined || piece.breaks > 0;
  if (piece.text === '[') return isFirst || /^(?:[{}]|provide|until)$/.test(before.text) ? 'input' : 'index';
  if (isFirst) return 'group';
  if (before.text === 'foreach' || before.text === 'for') return 'loop';
  return isWord(before) || isSymbol(before, ')', ']', '.', '!', '#', '^') ? 'call' : 'group';
}

/** What stands around two pieces of a line. */
export interface Surroundings {
  /** The piece before the first one. */
  readonly earlier: Piece | undefined;
  /** The piece after the second one. */
  readonly later: Piece | undefined;
  /** The innermost bracket that is open between the two, and the one that the second closes. */
  readonly inside: Bracket | null;
  /** What the second opens. */
  readonly opens: Bracket | null;
  /** Whether the two belong to the name of a module: `from json-utils import`. */
  readonly inModuleName: boolean;
}

/** Whether a space stands between two pieces of one line. */
export function isSpaced(left: Piece, right: Piece, around: Surroundings): boolean {
  const wanted = wantsSpace(left, right, around);
  return wanted || !mayTouch(left, right);
}

function wantsSpace(left: Piece, right: Piece, around: Surroundings): boolean {
  const { earlier, later, inside, opens, inModuleName } = around;
  if (isComment(left) || isComment(right)) return true;
  if (inModuleName) return false;
  if (isSymbol(left, '{', '(', '[') && isSymbol(right, '}', ')', ']')) return false;
  if (isSymbol(left, '@') || isSymbol(right, '@', ',', ';')) return false;
  if (isSymbol(left, '[') || isSymbol(right, ']')) return inside !== 'index';
  if (isSymbol(left, '.')) return false;
  if (isSymbol(left, '(', '{') || isSymbol(right, ')', '}')) return true;
  if (isSymbol(left, ',', ';')) return true;
  if (isSymbol(left, '!', '#', '^')) return false;
  if (isSymbol(right, '.')) return !endsOperand(left) || left.text === '}';
  if (isSymbol(right, '(')) return opens === 'group';
  if (isSymbol(right, '[')) return opens !== 'index';
  if (isSymbol(left, '-') && !endsOperand(earlier)) return false;
  if (isSymbol(left, '++', '--')) return endsOperand(earlier);
  if (isSymbol(right, '++', '--')) return !endsOperand(left);
  if (isSymbol(right, '?')) return isSymbol(left, '{');
  if (isSymbol(right, ':')) return inside === 'loop';
  if (isSymbol(right, '*') && later !== undefined && isSymbol(later, ':')) return false;
  // `i-1` is a name and the number -1: as near as its author has put them.
  if (/^-/.test(right.text) && right.kind !== 'symbol' && endsOperand(left)) return right.apart;
  return true;
}

/** Whether two pieces stay two when nothing stands between them. */
function mayTouch(left: Piece, right: Piece): boolean {
  if (isWord(left) && isSymbol(right, '(', '@', ',', ';', ':', ')', ']')) return true;
  const tokens = scan('', left.text + right.text, new Findings());
  return (
    tokens.length === 3 &&
    tokens[0]!.endColumn === tokens[1]!.column &&
    tokens[0]!.endColumn === left.text.length + 1
  );
}
