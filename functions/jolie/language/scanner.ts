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

/** Words with a meaning of their own; they still are names wherever a name is expected. */
const keywords: ReadonlyMap<string, string> = new Map(
  (
    'OneWay oneWay RequestResponse requestResponse linkIn linkOut if else include define nullProcess while execution ' +
    'install this synchronized throw scope spawn comp exit constants undef for foreach is_defined is_string is_int ' +
    'is_bool is_long is_double instanceof int string bool double long throws cH init with true false provide import ' +
    'from as private public'
  )
    .split(' ')
    .map((word) => [word, word]),
);

/** The symbols by their first character, longer ones first. Tokens share these texts: comparing them is quick. */
const symbols: ReadonlyMap<string, readonly string[]> = symbolsByFirst(
  '<<- += ++ *= == => || && <= << >= != /= -- -> -= + * = | < > ! / - . ( ) [ ] { } @ : , ; % # ^ ?'.split(
    ' ',
  ),
);

function symbolsByFirst(all: readonly string[]): Map<string, string[]> {
  const table = new Map<string, string[]>();
  for (const symbol of all) table.set(symbol[0]!, [...(table.get(symbol[0]!) ?? []), symbol]);
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

function symbolAt(source: string, at: number): string | undefined {
  return symbols.get(source[at]!)?.find((symbol) => symbol.length === 1 || source.startsWith(symbol, at));
}

const isDigit = (c: string) => c >= '0' && c <= '9';
const letter = /^[\p{L}_]$/u;
const isLetter = (c: string) =>
  (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c === '_' || (c > '\x7f' && letter.test(c));

/**
 * Splits a source into tokens, the last of kind `end`. Linear in its length; what is no token is reported and becomes
 * one of kind `error`. A byte-order mark at the beginning and a first line `#!…` are skipped.
 */
export function scan(file: string, source: string, findings: Findings): Token[] {
  const tokens: Token[] = [];
  let at = source.charCodeAt(0) === 0xfeff ? 1 : 0;
  let line = 1;
  let lineStart = at;
  let afterNewline = true;

  const span = (from: number, fromLine: number, fromStart: number): Span => ({
    file,
    line: fromLine,
    column: from - fromStart + 1,
    endLine: line,
    endColumn: at - lineStart + 1,
  });
  const push = (kind: TokenKind, text: string, from: number, fromLine = line, fromStart = lineStart) => {
    // Written out: there are many of them, and copying a place into each is slow.
    tokens.push({
      kind,
      text,
      afterNewline,
      file,
      line: fromLine,
      column: from - fromStart + 1,
      endLine: line,
      endColumn: at - lineStart + 1,
    });
    afterNewline = false;
  };
  const newLine = () => {
    line++;
    lineStart = at + 1;
    afterNewline = true;
  };
  const endOfDigits = (from: number) => {
    let i = from;
    while (i < source.length && isDigit(source[i]!)) i++;
    return i;
  };

  const string = () => {
    const [from, fromLine, fromStart] = [at, line, lineStart];
    let text = '';
    let piece = ++at;
    for (;;) {
      if (at >= source.length) {
        // It was most likely meant to end on its line: what follows is read as a program again.
        const newline = source.indexOf('\n', from);
        at = newline < 0 ? source.length : newline;
        [line, lineStart] = [fromLine, fromStart];
        findings.report('unterminated-string', span(from, line, lineStart), 'this string is not closed', {
          hint: 'a string ends with "',
        });
        text = '';
        piece = at;
        break;
      }
      const c = source[at]!;
      if (c === '"') break;
      if (c === '\n') newLine();
      if (c === '\\') {
        const escaped = escapes.get(source[at + 1] ?? '');
        if (escaped === undefined) {
          const [errorAt] = [at];
          at += 2;
          findings.report('bad-escape', span(errorAt, line, lineStart), 'this escape is not one of Jolie’s', {
            hint: 'write \\\\ for a backslash; the others are \\n \\t \\r \\"',
          });
          at -= 2;
        }
        text += source.slice(piece, at) + (escaped ?? '');
        at++;
        piece = at + 1;
      }
      at++;
    }
    text += source.slice(piece, at);
    if (source[at] === '"') at++;
    const newlineBefore = tokens.length === 0 || afterNewlineAtStart;
    tokens.push({ kind: 'string', text, afterNewline: newlineBefore, ...span(from, fromLine, fromStart) });
    afterNewline = false;
  };
  let afterNewlineAtStart = true;

  const number = () => {
    const from = at;
    if (source[at] === '-') at++;
    let kind: TokenKind = 'int';
    at = endOfDigits(at);
    if (source[at] === '.') {
      kind = 'double';
      const digits = endOfDigits(at + 1);
      if (digits === at + 1) kind = 'error';
      at = digits;
      if (kind === 'double' && /[eE]/.test(source[at] ?? '')) exponent(true);
    } else if (/[eE]/.test(source[at] ?? '')) {
      kind = 'double';
      if (!exponent(false)) kind = 'error';
    } else if (/[lL]/.test(source[at] ?? '')) {
      kind = 'long';
    }
    const text = source.slice(from, at);
    if (kind === 'long') at++;
    if (kind === 'error' || /[eE]$/.test(text)) {
      findings.report('bad-number', span(from, line, lineStart), `${text} is not a number`, {
        hint: 'an exponent with a sign needs a decimal point before it: 1.0e-3',
      });
      push('error', text, from);
      return;
    }
    push(kind, text, from);
  };
  /** `e` and digits; a sign only after a decimal point. */
  const exponent = (signed: boolean): boolean => {
    const begin = at + 1 + (signed && /[-+]/.test(source[at + 1] ?? '') ? 1 : 0);
    const end = endOfDigits(begin);
    at = end === begin ? at + 1 : end;
    return end !== begin;
  };

  if (source.startsWith('#!', at)) while (at < source.length && source[at] !== '\n') at++;
  while (at < source.length) {
    const c = source[at]!;
    if (c === '\n') {
      newLine();
      at++;
    } else if (c === ' ' || c === '\t' || c === '\r' || c === '\f') {
      at++;
    } else if (c === '/' && source[at + 1] === '/') {
      while (at < source.length && source[at] !== '\n') at++;
      afterNewline = true;
    } else if (c === '/' && source[at + 1] === '*') {
      const fromLine = line;
      const end = source.indexOf('*/', at + 2);
      for (let i = at; i < (end === -1 ? source.length : end); i++) {
        if (source[i] === '\n') {
          at = i;
          newLine();
        }
      }
      at = end === -1 ? source.length : end + 2;
      afterNewline = true;
      if (end === -1) {
        findings.report(
          'unterminated-comment',
          span(at, line, lineStart),
          `the comment that begins on line ${fromLine} is not closed`,
          {
            hint: 'a comment that begins with /* ends with */',
          },
        );
      }
    } else if (c === '"') {
      afterNewlineAtStart = afterNewline;
      string();
    } else if (
      isDigit(c) ||
      (c === '-' && isDigit(source[at + 1] ?? '')) ||
      (c === '.' && isDigit(source[at + 1] ?? ''))
    ) {
      number();
    } else if (c === '-' && source[at + 1] === '.' && isDigit(source[at + 2] ?? '')) {
      number();
    } else if (isLetter(c)) {
      const from = at;
      while (at < source.length && (isLetter(source[at]!) || isDigit(source[at]!))) at++;
      const text = source.slice(from, at);
      const keyword = keywords.get(text);
      push(keyword === undefined ? 'id' : 'keyword', keyword ?? text, from);
    } else {
      const from = at;
      const text = symbolAt(source, at);
      at += text === undefined ? c.length : text.length;
      if (text !== undefined) push('symbol', text, from);
      else {
        const hint = habitOfSymbol(c);
        const message = `unexpected character ${JSON.stringify(c)}`;
        // What such quotes enclose is not read as a program.
        const closing = c === "'" ? source.slice(at).search(/['\n]/) : -1;
        if (closing >= 0 && source[at + closing] === "'") at += closing + 1;
        findings.report('syntax', span(from, line, lineStart), message, hint === undefined ? {} : { hint });
        push('error', c, from);
      }
    }
    if (findings.full) break;
  }
  at = Math.min(at, source.length);
  push('end', '', at);
  return tokens;
}
