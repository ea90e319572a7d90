import type { Findings } from './diagnostics';
import { habitOfSymbol } from './habits';
import type { Span } from './span';

export type TokenKind = 'id' | 'keyword' | 'string' | 'int' | 'long' | 'double' | 'symbol' | 'error' | 'end';

/** A token with its place. `text` is a string's value, an identifier's name, a number's digits or the symbol. */
export interface Token extends Span {
  readonly kind: TokenKind;
  readonly text: string;
  /** A line break or a comment stands before it: it may begin a statement without a `;`. */
  readonly afterNewline: boolean;
}

/** The words of a text, as the host keeps names: to compare one with a literal is to compare two addresses. */
const wordsOf = (text: string): string[] =>
  Object.keys(Object.fromEntries(text.split(' ').map((word) => [word, true])));

/** Words with a meaning of their own; they still are names wherever a name is expected. */
const keywords: ReadonlyMap<string, string> = new Map(
  wordsOf(
    'OneWay oneWay RequestResponse requestResponse linkIn linkOut if else include define nullProcess while execution ' +
      'install this synchronized throw scope spawn comp exit constants undef for foreach is_defined is_string is_int ' +
      'is_bool is_long is_double instanceof int string bool double long throws cH init with true false provide import ' +
      'from as private public',
  ).map((word) => [word, word]),
);

/** The symbols by the code of their first character, longer ones first. Tokens share these texts. */
const symbols: readonly (readonly string[] | undefined)[] = symbolsByFirst(
  wordsOf('<<- += ++ *= == => || && <= << >= != /= -- -> -= + * = | < > ! / - . ( ) [ ] { } @ : , ; % # ^ ?'),
);

const none: readonly string[] = [];

function symbolsByFirst(all: readonly string[]): string[][] {
  const table: string[][] = [];
  for (const symbol of all) (table[symbol.charCodeAt(0)] ??= []).push(symbol);
  return table;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['"', '"'],
  ['u', 'u'],
]);

/** Codes of the characters that the scanner looks for. */
const newline = 0x0a;
const quote = 0x22;
const star = 0x2a;
const plus = 0x2b;
const minus = 0x2d;
const dot = 0x2e;
const slash = 0x2f;
const backslash = 0x5c;
const underscore = 0x5f;

const isBlank = (code: number) => code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0c;
const isDigit = (code: number) => code >= 0x30 && code <= 0x39;
/** A bit tells small letters from capitals. */
const small = (code: number) => code | 0x20;
const isExponent = (code: number) => small(code) === 0x65;
const isLong = (code: number) => small(code) === 0x6c;
const letter = /^[\p{L}_]$/u;
const isLetter = (code: number) =>
  (small(code) >= 0x61 && small(code) <= 0x7a) ||
  code === underscore ||
  (code > 0x7f && letter.test(String.fromCharCode(code)));

/**
 * Splits a source into tokens, the last of kind `end`. Linear in its length; what is no token is reported and becomes
 * one of kind `error`. A byte-order mark at the beginning and a first line `#!…` are skipped.
 */
export function scan(file: string, source: string, findings: Findings): Token[] {
  return new Scanner(file, source, findings).scan();
}

/** A place in a source, and the tokens before it. It reads codes: a text is made of what becomes a token alone. */
class Scanner {
  readonly #tokens: Token[] = [];
  #at: number;
  #line = 1;
  #lineStart: number;
  /** A line break or a comment stands between the last token and the place. */
  #afterNewline = true;

  constructor(
    private readonly file: string,
    private readonly source: string,
    private readonly findings: Findings,
  ) {
    this.#at = this.#lineStart = this.#code(0) === 0xfeff ? 1 : 0;
  }

  scan(): Token[] {
    const { source, findings } = this;
    if (source.startsWith('#!', this.#at)) this.#at = this.#endOfLine();
    for (let code = this.#skip(); this.#at < source.length; code = this.#skip()) {
      this.#next(code);
      if (findings.full) break;
    }
    this.#at = Math.min(this.#at, source.length);
    this.#push('end', '', this.#at);
    return this.#tokens;
  }

  /** Goes on to what is no blank; gives its code. */
  #skip(): number {
    let code = this.#code(this.#at);
    while (code === newline || isBlank(code)) {
      if (code === newline) this.#newLine(this.#at);
      code = this.#code(++this.#at);
    }
    return code;
  }

  /** The code at a place; behind the source none. The host is quick only with places that are in a text. */
  #code(at: number): number {
    return at < this.source.length ? this.source.charCodeAt(at) : -1;
  }

  /** Reads what begins with a code: a comment or a token. */
  #next(code: number): void {
    if (isLetter(code)) this.#word();
    else if (isDigit(code)) this.#number();
    else if (code === quote) this.#string();
    else if (code === slash && this.#code(this.#at + 1) === slash) {
      this.#at = this.#endOfLine();
      this.#afterNewline = true;
    } else if (code === slash && this.#code(this.#at + 1) === star) this.#comment();
    else if ((code === minus || code === dot) && this.#beginsNumber(code)) this.#number();
    else this.#symbol(code);
  }

  #beginsNumber(code: number): boolean {
    const second = this.#code(this.#at + 1);
    return isDigit(second) || (code === minus && second === dot && isDigit(this.#code(this.#at + 2)));
  }

  /** A line has ended at a place. */
  #newLine(at: number): void {
    this.#line++;
    this.#lineStart = at + 1;
    this.#afterNewline = true;
  }

  #endOfLine(): number {
    const end = this.source.indexOf('\n', this.#at);
    return end < 0 ? this.source.length : end;
  }

  #endOfDigits(from: number): number {
    let i = from;
    while (isDigit(this.#code(i))) i++;
    return i;
  }

  #word(): void {
    const from = this.#at;
    let end = from + 1;
    for (let code = this.#code(end); isLetter(code) || isDigit(code); code = this.#code(end)) end++;
    this.#at = end;
    const text = this.source.slice(from, end);
    const keyword = keywords.get(text);
    if (keyword === undefined) this.#push('id', text, from);
    else this.#push('keyword', keyword, from);
  }

  #symbol(code: number): void {
    const from = this.#at;
    for (const text of symbols[code] ?? none) {
      if (text.length > 1 && !this.source.startsWith(text, from)) continue;
      this.#at += text.length;
      return this.#push('symbol', text, from);
    }
    this.#stranger();
  }

  /** A character that is none of the language's. */
  #stranger(): void {
    const from = this.#at++;
    const { source } = this;
    const c = source[from]!;
    const hint = habitOfSymbol(c);
    // What such quotes enclose is not read as a program.
    const closing = c === "'" ? source.slice(this.#at).search(/['\n]/) : -1;
    if (closing >= 0 && source[this.#at + closing] === "'") this.#at += closing + 1;
    this.findings.report(
      'syntax',
      this.#since(from),
      `unexpected character ${JSON.stringify(c)}`,
      hint === undefined ? {} : { hint },
    );
    this.#push('error', c, from);
  }

  #comment(): void {
    const fromLine = this.#line;
    const { source } = this;
    const closing = source.indexOf('*/', this.#at + 2);
    const end = closing < 0 ? source.length : closing;
    for (let at = source.indexOf('\n', this.#at); at >= 0 && at < end; at = source.indexOf('\n', at + 1))
      this.#newLine(at);
    this.#at = closing < 0 ? source.length : closing + 2;
    this.#afterNewline = true;
    if (closing < 0) {
      this.findings.report(
        'unterminated-comment',
        this.#since(this.#at),
        `the comment that begins on line ${fromLine} is not closed`,
        { hint: 'a comment that begins with /* ends with */' },
      );
    }
  }

  #string(): void {
    const from = this.#at;
    const [fromLine, fromStart] = [this.#line, this.#lineStart];
    const { source } = this;
    const isFirst = this.#afterNewline;
    let text = '';
    let piece = ++this.#at;
    for (;;) {
      if (this.#at >= source.length) {
        text = '';
        piece = this.#unterminated(from, fromLine, fromStart);
        break;
      }
      const code = this.#code(this.#at);
      if (code === quote) break;
      if (code === newline) this.#newLine(this.#at);
      if (code === backslash) {
        const end = this.#at;
        text += source.slice(piece, end) + this.#escaped();
        piece = this.#at + 1;
      }
      this.#at++;
    }
    text += source.slice(piece, this.#at);
    if (this.#code(this.#at) === quote) this.#at++;
    this.#afterNewline = isFirst;
    this.#push('string', text, from, fromLine, fromStart);
  }

  /** What the backslash at the place and the character after it stand for; the place is that character's then. */
  #escaped(): string {
    const from = this.#at;
    const escaped = escapes.get(this.source[from + 1] ?? '');
    if (escaped === undefined) {
      this.#at += 2;
      this.findings.report('bad-escape', this.#since(from), 'this escape is not one of Jolie’s', {
        hint: 'write \\\\ for a backslash; the others are \\n \\t \\r \\"',
      });
    }
    this.#at = from + 1;
    return escaped ?? '';
  }

  /** A string was most likely meant to end on its line: what follows is read as a program again, from the place given. */
  #unterminated(from: number, line: number, lineStart: number): number {
    const end = this.source.indexOf('\n', from);
    this.#at = end < 0 ? this.source.length : end;
    [this.#line, this.#lineStart] = [line, lineStart];
    this.findings.report('unterminated-string', this.#since(from), 'this string is not closed', {
      hint: 'a string ends with "',
    });
    return this.#at;
  }

  #number(): void {
    const from = this.#at;
    let kind: TokenKind = 'int';
    this.#at = this.#endOfDigits(this.#code(from) === minus ? from + 1 : from);
    if (this.#code(this.#at) === dot) {
      kind = 'double';
      const digits = this.#endOfDigits(this.#at + 1);
      if (digits === this.#at + 1) kind = 'error';
      this.#at = digits;
      if (kind === 'double' && isExponent(this.#code(this.#at))) this.#exponent(true);
    } else if (isExponent(this.#code(this.#at))) kind = this.#exponent(false) ? 'double' : 'error';
    else if (isLong(this.#code(this.#at))) kind = 'long';
    const text = this.source.slice(from, this.#at);
    if (kind === 'long') this.#at++;
    if (kind === 'error' || isExponent(text.charCodeAt(text.length - 1))) {
      this.findings.report('bad-number', this.#since(from), `${text} is not a number`, {
        hint: 'an exponent with a sign needs a decimal point before it: 1.0e-3',
      });
      kind = 'error';
    }
    this.#push(kind, text, from);
  }

  /** `e` and digits; a sign only after a decimal point. */
  #exponent(signed: boolean): boolean {
    const sign = this.#code(this.#at + 1);
    const begin = this.#at + 1 + (signed && (sign === minus || sign === plus) ? 1 : 0);
    const end = this.#endOfDigits(begin);
    this.#at = end === begin ? this.#at + 1 : end;
    return end !== begin;
  }

  /** From a place on the line to here. */
  #since(from: number): Span {
    const { file } = this;
    const line = this.#line;
    return {
      file,
      line,
      column: from - this.#lineStart + 1,
      endLine: line,
      endColumn: this.#at - this.#lineStart + 1,
    };
  }

  /** Adds the token from a place to here. */
  #push(kind: TokenKind, text: string, from: number, line = this.#line, lineStart = this.#lineStart): void {
    // Written out: there are many of them, and copying a place into each is slow.
    this.#tokens.push({
      kind,
      text,
      afterNewline: this.#afterNewline,
      file: this.file,
      line,
      column: from - lineStart + 1,
      endLine: this.#line,
      endColumn: this.#at - this.#lineStart + 1,
    });
    this.#afterNewline = false;
  }
}
