import type { Meter } from '../run/meter';
import type { Basic } from '../values';
import { Double, flat } from '../values';

export type JsonToken =
  | { readonly kind: 'value'; readonly value: Basic }
  | { readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'end' | 'bad' }
  | { readonly kind: 'overflow'; readonly digits: string };

const marks = new Set(['{', '}', '[', ']', ',', ':']);
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/**
 * The tokens of a JSON text as the official library's scanner sees them: strings may hold raw control characters, an
 * escape that JSON lacks stands for itself, integers may begin with zeros.
 */
export class JsonScanner {
  #at = 0;

  /** Charges the text: its length at once, and each escape when it is read. */
  constructor(
    private readonly text: string,
    private readonly meter: Meter,
  ) {
    meter.charge(text.length >> 3);
  }

  get position(): number {
    return this.#at;
  }

  next(): JsonToken {
    const { text } = this;
    while (' \t\r\n'.includes(text.charAt(this.#at)) && this.#at < text.length) this.#at++;
    if (this.#at >= text.length) return { kind: 'end' };
    const mark = text.charAt(this.#at);
    if (marks.has(mark)) {
      this.#at++;
      return { kind: mark as '{' };
    }
    if (mark === '"') return this.#string();
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', undefined],
    ] as const) {
      if (text.startsWith(word, this.#at)) {
        this.#at += word.length;
        return { kind: 'value', value };
      }
    }
    return this.#number();
  }

  #string(): JsonToken {
    const { text } = this;
    let value = '';
    let from = ++this.#at;
    for (;;) {
      const unit = text.charAt(this.#at);
      if (unit === '') return { kind: 'bad' };
      if (unit === '"') break;
      if (unit === '\\') {
        this.meter.charge(6);
        value += text.slice(from, this.#at);
        const simple = escapes.get(text.charAt(this.#at + 1));
        const hex = /^u[0-9a-fA-F]{4}/.exec(text.slice(this.#at + 1, this.#at + 6));
        if (simple !== undefined) value += simple;
        else value += hex === null ? '\\' : String.fromCharCode(parseInt(hex[0].slice(1), 16));
        this.#at += simple !== undefined ? 2 : hex === null ? 1 : 6;
        from = this.#at;
      } else this.#at++;
    }
    value += text.slice(from, this.#at++);
    return { kind: 'value', value: flat(value) };
  }

  #number(): JsonToken {
    const number = /-?[0-9]+(?:(?:\.[0-9]+)?[eE][-+]?[0-9]+|\.[0-9]+)?/y;
    number.lastIndex = this.#at;
    const found = number.exec(this.text)?.[0];
    if (found === undefined) return { kind: 'bad' };
    this.#at += found.length;
    if (/[.eE]/.test(found)) return { kind: 'value', value: new Double(Number(found)) };
    const digits = found.replace(/^(-?)0+(?=\d)/, '$1');
    if (digits.length > 20) return { kind: 'overflow', digits: found };
    const long = BigInt(digits);
    if (BigInt.asIntN(64, long) !== long) return { kind: 'overflow', digits: found };
    return { kind: 'value', value: BigInt.asIntN(32, long) === long ? Number(long) : long };
  }
}
