/** A variable of an expression: its name, and how much of its value is taken. */
export interface TemplateVariable {
  readonly name: string;
  /** `{name:3}`: its first characters; null for all. */
  readonly length: number | null;
}

/** A piece of a template (RFC 6570): a text, or an expression with its operator. */
export type TemplatePiece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'expression';
      readonly operator: string;
      readonly variables: readonly TemplateVariable[];
    };

/** How an operator writes (RFC 6570, appendix A). */
const operators: ReadonlyMap<
  string,
  {
    readonly first: string;
    readonly separator: string;
    readonly named: boolean;
    readonly ifEmpty: string;
    readonly reserved: boolean;
  }
> = new Map([
  ['', { first: '', separator: ',', named: false, ifEmpty: '', reserved: false }],
  ['+', { first: '', separator: ',', named: false, ifEmpty: '', reserved: true }],
  ['#', { first: '#', separator: ',', named: false, ifEmpty: '', reserved: true }],
  ['.', { first: '.', separator: '.', named: false, ifEmpty: '', reserved: false }],
  ['/', { first: '/', separator: '/', named: false, ifEmpty: '', reserved: false }],
  [';', { first: ';', separator: ';', named: true, ifEmpty: '', reserved: false }],
  ['?', { first: '?', separator: '&', named: true, ifEmpty: '=', reserved: false }],
  ['&', { first: '&', separator: '&', named: true, ifEmpty: '=', reserved: false }],
]);

/** Reads a template; null when a brace is not closed, or an expression is none. */
export function readUriTemplate(template: string): readonly TemplatePiece[] | null {
  const pieces: TemplatePiece[] = [];
  for (let at = 0; at < template.length;) {
    const begin = template.indexOf('{', at);
    const text = template.slice(at, begin < 0 ? undefined : begin);
    if (text.includes('}')) return null;
    if (text !== '') pieces.push({ kind: 'text', text });
    if (begin < 0) break;
    const end = template.indexOf('}', begin);
    if (end < 0) return null;
    const inside = template.slice(begin + 1, end);
    const operator = operators.has(inside.slice(0, 1)) ? inside.slice(0, 1) : '';
    const variables = inside.slice(operator.length).split(',').map(variableOf);
    if (variables.some((each) => each === null)) return null;
    pieces.push({ kind: 'expression', operator, variables: variables as TemplateVariable[] });
    at = end + 1;
  }
  return pieces;
}

function variableOf(text: string): TemplateVariable | null {
  const form = /^([\w%.]+)(?::([1-9][0-9]{0,3})|\*)?$/.exec(text);
  if (form === null) return null;
  return { name: form[1]!, length: form[2] === undefined ? null : Number(form[2]) };
}

/** Percent-encodes what is not unreserved, or, where it may stand, reserved or encoded already. */
function encoded(text: string, reserved: boolean): string {
  const kept = reserved ? /^(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9a-fA-F]{2})/ : /^[\w.~-]/;
  let result = '';
  for (let at = 0; at < text.length;) {
    const keeps = kept.exec(text.slice(at, at + 3))?.[0];
    if (keeps !== undefined) {
      result += keeps;
      at += keeps.length;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at)!);
    // A lone surrogate is no character: Java writes a question mark.
    result += /^[\ud800-\udfff]$/.test(character)
      ? '%3F'
      : encodeURIComponent(character).replace(
          /[!'()*]/g,
          (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
        );
    at += character.length;
  }
  return result;
}

/** The template with the variables' values in their places; those that have none are left out. */
export function expandUriTemplate(
  pieces: readonly TemplatePiece[],
  valueOf: (name: string) => string | null,
): string {
  return pieces
    .map((piece) => {
      if (piece.kind === 'text') return encoded(piece.text, true);
      const { first, separator, named, ifEmpty, reserved } = operators.get(piece.operator)!;
      const written = piece.variables.flatMap(({ name, length }) => {
        const value = valueOf(name);
        if (value === null) return [];
        const taken = length === null ? value : [...value].slice(0, length).join('');
        const text = encoded(taken, reserved);
        if (!named) return [text];
        return [text === '' ? `${name}${ifEmpty}` : `${name}=${text}`];
      });
      return written.length === 0 ? '' : first + written.join(separator);
    })
    .join('');
}
