import type { InlineOperation, Path, PathStep } from './ast';
import type { Findings } from './diagnostics';
import type { Notes, Receiver } from './notes';
import { spanning, type Span } from './span';
import type { Token } from './scanner';

/** How deep a source may nest; deeper it is refused, so that no source can exhaust the host's stack. */
export const nestingLimits = { blocks: 32, expressions: 64, types: 32 } as const;

/** How deep the place is in what nests. */
class Nesting {
  depth = 0;
  readonly most: number;

  constructor(readonly what: keyof typeof nestingLimits) {
    this.most = nestingLimits[what];
  }
}

/**
 * What is read of the lists around a place: a list is made when its end is known, and is as long as what is in it. One
 * that grows takes room for many, and there are very many short ones.
 */
class Gathered<T> {
  readonly #items: T[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(item: T): void {
    this.#items[this.#count++] = item;
  }

  /** What was added since there were so many. */
  since(count: number): T[] {
    return this.#items.slice(count, this.#count);
  }

  /** The same, which is a list of its own then. */
  takeSince(count: number): T[] {
    const taken = this.since(count);
    this.#count = count;
    return taken;
  }
}

/** A tree that is written for nothing in particular. */
const nobody: Receiver = { of: null, names: [] };

/** Thrown inside the parser to reach the next place where it can go on; it never leaves the parser. */
export class SyntaxStop extends Error {}

/** The tokens of a source with a place in them, and what every parse function needs of them. */
export class TokenStream {
  #at = 0;
  // What is at the place is asked very often: these are set by `#come` alone, and read without a call.
  /** The token at the place, or what stands for it when that is the name of a constant. */
  token: Token;
  /** Its text, when it is a symbol; otherwise empty. */
  symbol = '';
  /** Its text, when it is a word; otherwise empty. Every word can be a name. */
  word = '';
  readonly blocks = new Nesting('blocks');
  readonly expressions = new Nesting('expressions');
  readonly types = new Nesting('types');
  /** Whether the rest of the source is passed over: nothing that is missing there is said. */
  #abandoned = false;
  /** The prefixes of the `with` blocks that surround the place. */
  readonly prefixes: Path[] = [];
  /** Whether the place is inside an `install`, where `^` and `cH` have a meaning. */
  insideInstall = false;

  /** Whether the place is inside what a call sends, where a dynamic name may stand right after `global`. */
  insideArgument = false;

  /** The steps of the paths around the place that are read already, and the operations of the trees. */
  readonly steps = new Gathered<PathStep>();
  readonly operations = new Gathered<InlineOperation>();

  /** What a tree at the place is written for; it matters only to the notes, and is nobody where there are none. */
  receiver: Receiver = nobody;

  constructor(
    private readonly tokens: readonly Token[],
    /** Constants by name; they stand for their token wherever they are read. */
    readonly constants: Map<string, Token>,
    readonly findings: Findings,
    /** Who is told of names; null: nobody. */
    readonly notes: Notes | null = null,
  ) {
    this.token = tokens[0]!;
    this.#come(this.token);
  }

  #come(token: Token): void {
    const { kind, text } = token;
    this.token = token;
    this.symbol = kind === 'symbol' ? text : '';
    this.word = kind === 'id' || kind === 'keyword' ? text : '';
  }

  /** The token after this one. */
  get following(): Token {
    return this.tokens[Math.min(this.#at + 1, this.tokens.length - 1)]!;
  }

  get atEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** A place to come back to. */
  get mark(): number {
    return this.#at;
  }

  backTo(mark: number): void {
    this.#at = mark;
    this.#come(this.tokens[mark]!);
  }

  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#come(this.tokens[++this.#at]!);
    return token;
  }

  /** Whether the token is this symbol. */
  is(symbol: string): boolean {
    return this.symbol === symbol;
  }

  /** Whether the token is this word, reserved or not. */
  isWord(word: string): boolean {
    return this.word === word;
  }

  /** Whether the token can be a name: every word can. */
  get isName(): boolean {
    return this.word !== '';
  }

  /** Whether the token is a value that is written out. */
  get isLiteral(): boolean {
    const { kind } = this.token;
    return kind === 'string' || kind === 'int' || kind === 'long' || kind === 'double';
  }

  accept(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.next();
    return true;
  }

  expect(symbol: string, where: string): Token {
    if (!this.is(symbol)) this.stop(`expected ${symbol} ${where}`);
    return this.next();
  }

  /** A name; any word can be one. */
  expectName(what: string): Token {
    if (!this.isName) this.stop(`expected ${what}`);
    return this.next();
  }

  /** A name that is declared: a word with a meaning of its own can't be. */
  expectIdentifier(what: string): Token {
    if (this.token.kind !== 'id') {
      this.stop(`expected ${what}`, this.isName ? `${this.token.text} is a word of the language` : undefined);
    }
    return this.next();
  }

  /** Where a constant may stand: its token takes the place of its name. */
  resolveConstant(): void {
    const { token } = this;
    const constant = token.kind === 'id' ? this.constants.get(token.text) : undefined;
    if (constant !== undefined) {
      this.notes?.name(token, { kind: 'constant', declares: false });
      this.#come({ ...token, kind: constant.kind, text: constant.text });
    }
  }

  /** The span from a token to the last one that was read. */
  since(first: Span): Span {
    return spanning(first, this.tokens[Math.max(0, this.#at - 1)]!);
  }

  /** Reports what is wrong at the token and stops the production under way. */
  stop(message: string, hint?: string): never {
    const { token } = this;
    // A string or comment that is not closed may have taken the end of the source with it.
    const swallowed =
      token.kind === 'end' &&
      (this.findings.has('unterminated-string') || this.findings.has('unterminated-comment'));
    if (token.kind !== 'error' && !this.#abandoned && !swallowed) {
      this.findings.report(
        'syntax',
        token,
        `${message}, but found ${describe(token)}`,
        hint === undefined ? {} : { hint },
      );
    }
    throw new SyntaxStop();
  }

  /**
   * Goes one level deeper, up to `leave`; too deep is reported, and the rest is passed over. A production that stops
   * leaves nothing: whoever goes on after it goes back to the depth there (`recover`).
   */
  enter(nesting: Nesting): void {
    const { what, most } = nesting;
    if (nesting.depth >= most) {
      this.findings.report('nesting-too-deep', this.token, `${what} are nested deeper than ${most} levels`, {
        hint:
          what === 'blocks' ? 'move the inner part into a definition' : 'take the inner part into a variable',
      });
      this.backTo(this.tokens.length - 1);
      this.#abandoned = true;
      throw new SyntaxStop();
    }
    nesting.depth++;
  }

  leave(nesting: Nesting): void {
    nesting.depth--;
  }

  /** Goes back to so many blocks, and out of all else: no statement or declaration stands in an expression or a type. */
  #leaveAll(blocks: number): void {
    this.blocks.depth = blocks;
    this.expressions.depth = this.types.depth = 0;
    this.insideArgument = false;
    this.receiver = nobody;
  }

  /**
   * After an error in the statement that began at `from`: goes to where it can be left. That is a newline or a semicolon
   * with nothing open that was opened since, or the brace that closes the block. A line that stands no further right than
   * the statement counts too where only parentheses and brackets are open: that one of them was never closed is more
   * likely than a layout that misleads. `depth` is how deep the statement stands in blocks.
   */
  recover(from: number, depth: number): void {
    this.#leaveAll(depth);
    const start = this.tokens[from]!;
    const failed = this.#at;
    const open = { braces: 0, others: 0 };
    for (this.backTo(from); this.#at < failed; this.next()) count(open, this.token);
    while (!this.atEnd) {
      const { token } = this;
      if (open.braces === 0) {
        if (this.is('}')) return;
        const onNewLine = token.afterNewline && this.#at > from;
        if (onNewLine && (open.others === 0 || token.column <= start.column)) return;
        if (open.others === 0 && this.is(';') && this.#at > from) return;
      }
      count(open, token);
      this.next();
    }
  }

  /** After an error in the declaration that began at `from`: goes to the next one, or to the brace that closes a service. */
  recoverDeclaration(from: number, beginnings: ReadonlySet<string>, inService: boolean): void {
    this.#leaveAll(0);
    const start = this.tokens[from]!;
    const failed = Math.max(this.#at, from + 1);
    const open = { braces: 0, others: 0 };
    for (this.backTo(from); this.#at < failed && !this.atEnd; this.next()) count(open, this.token);
    while (!this.atEnd) {
      const { token } = this;
      const begins = token.afterNewline && this.isName && beginnings.has(token.text);
      if (begins && (open.braces === 0 || token.column <= start.column)) return;
      if (inService && open.braces === 0 && this.is('}')) return;
      count(open, token);
      this.next();
    }
  }
}

/** Counts what a token opens or closes; what closes more than was opened is passed over. */
function count(open: { braces: number; others: number }, { kind, text }: Token): void {
  if (kind !== 'symbol') return;
  if (text === '{') open.braces++;
  else if (text === '(' || text === '[') open.others++;
  else if (text === '}') open.braces = Math.max(0, open.braces - 1);
  else if (text === ')' || text === ']') open.others = Math.max(0, open.others - 1);
}

const describe = (token: Token): string => {
  if (token.kind === 'end') return 'the end of the source';
  if (token.kind === 'string') return 'a string';
  return token.text;
};
