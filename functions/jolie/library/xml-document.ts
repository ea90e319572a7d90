import type { Meter } from '../run/meter';
import { sizes } from '../values';
import { xmlNameAt } from './xml-names';

/** An element as it was read; its text and its children in their order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly content: (XmlElement | string)[];
}

/** What makes a text no XML document; the message is for the script's author. */
export class XmlError extends Error {}

/** A text that is being read: the document, or an entity's. */
interface Input {
  readonly text: string;
  at: number;
  /** The entity that it is; null for the document. */
  readonly entity: string | null;
  /** Elements that were open when it began: those must be open when it ends. */
  readonly depth: number;
}

const mostExpansions = 64_000;
/** An XML declaration is short; one that is not is none. */
const longestDeclaration = 200;
const predefined: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);
const isSpace = (character: string) =>
  character === ' ' || character === '\n' || character === '\t' || character === '\r';

/**
 * Reads a document strictly (XML 1.0, not validating): internal entities are expanded and charged, external ones are
 * refused. Iterative, whatever its depth. Throws an {@link XmlError}.
 */
export function readXml(source: string, meter: Meter): XmlElement {
  return new XmlReader(source, meter).read();
}

class XmlReader {
  readonly #entities = new Map<string, string>();
  readonly #inputs: Input[];
  readonly #open: XmlElement[] = [];
  #root: XmlElement | null = null;
  #expansions = 0;

  constructor(
    source: string,
    private readonly meter: Meter,
  ) {
    meter.charge(1 + (source.length >> 1));
    const text = source.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    this.#inputs = [{ text, at: 0, entity: null, depth: 0 }];
  }

  read(): XmlElement {
    this.#declaration();
    while (this.#inputs.length > 0) {
      const input = this.#inputs.at(-1)!;
      if (input.at >= input.text.length) this.#endInput(input);
      else if (input.text[input.at] === '<') this.#markup(input);
      else if (this.#open.length > 0) this.#characters(input);
      else this.#outside(input);
    }
    if (this.#root === null) throw new XmlError('Premature end of file.');
    return this.#root;
  }

  get #input(): Input {
    return this.#inputs.at(-1)!;
  }

  #declaration(): void {
    const { text } = this.#input;
    if (!/^<\?xml[ \t\n]/.test(text)) return;
    const end = text.indexOf('?>');
    const form =
      /^<\?xml\s+version\s*=\s*("1\.[0-9]+"|'1\.[0-9]+')(\s+encoding\s*=\s*("[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(\s+standalone\s*=\s*("(yes|no)"|'(yes|no)'))?\s*$/;
    if (end < 0 || end > longestDeclaration || !form.test(text.slice(0, end)))
      throw new XmlError('The XML declaration is malformed.');
    this.#input.at = end + 2;
  }

  #endInput(input: Input): void {
    if (this.#open.length !== input.depth) {
      throw new XmlError(
        input.entity === null
          ? 'XML document structures must start and end within the same entity.'
          : `The entity "${input.entity}" does not hold whole elements.`,
      );
    }
    this.#inputs.pop();
  }

  /** Between the declaration and the root, and after it: space alone. */
  #outside(input: Input): void {
    if (!isSpace(input.text[input.at]!)) {
      throw new XmlError(`Content is not allowed in ${this.#root === null ? 'prolog' : 'trailing section'}.`);
    }
    input.at++;
  }

  /** The error of markup that stops where the text does, or else another. */
  #stopped(text: string, at: number, message: string): XmlError {
    return new XmlError(
      at >= text.length ? 'XML document structures must start and end within the same entity.' : message,
    );
  }

  /** The error of markup where no element may be. */
  #misplaced(): XmlError {
    const side = this.#root === null ? 'preceding' : 'following';
    return new XmlError(`The markup in the document ${side} the root element must be well-formed.`);
  }

  #markup(input: Input): void {
    const { text, at } = input;
    if (text.startsWith('<!--', at)) return this.#comment(input);
    if (text.startsWith('<?', at)) return this.#instruction(input);
    if (text.startsWith('<![CDATA[', at) && this.#open.length > 0) return this.#section(input);
    if (text.startsWith('<!DOCTYPE', at) && this.#root === null && input.entity === null) {
      return this.#doctype(input);
    }
    if (text.startsWith('</', at)) return this.#endTag(input);
    this.#startTag(input);
  }

  #comment(input: Input): void {
    const end = input.text.indexOf('--', input.at + 4);
    if (end < 0 || input.text[end + 2] !== '>') {
      const message = 'The string "--" is not permitted within comments.';
      throw this.#stopped(input.text, end < 0 ? Infinity : end + 2, message);
    }
    input.at = end + 3;
  }

  #instruction(input: Input): void {
    const end = input.text.indexOf('?>', input.at);
    const target = xmlNameAt(input.text, input.at + 2);
    if (target.toLowerCase() === 'xml') {
      throw new XmlError('The processing instruction target matching "[xX][mM][lL]" is not allowed.');
    }
    if (end < 0 || target === '') {
      const message = 'A processing instruction must have a target.';
      throw this.#stopped(input.text, target === '' ? input.at + 2 : Infinity, message);
    }
    input.at = end + 2;
  }

  #section(input: Input): void {
    const from = input.at + '<![CDATA['.length;
    const end = input.text.indexOf(']]>', from);
    if (end < 0) throw this.#stopped(input.text, Infinity, '');
    this.#append(input.text.slice(from, end));
    input.at = end + 3;
  }

  #endTag(input: Input): void {
    const name = xmlNameAt(input.text, input.at + 2);
    let at = input.at + 2 + name.length;
    while (at < input.text.length && isSpace(input.text[at]!)) at++;
    const element = this.#open.at(-1);
    if (element?.name !== name || input.text[at] !== '>' || this.#open.length === input.depth) {
      if (element === undefined) throw this.#misplaced();
      const message = `The element type "${element.name}" must be terminated by the matching end-tag "</${element.name}>".`;
      throw this.#stopped(input.text, element.name === name ? at : 0, message);
    }
    this.#open.pop();
    input.at = at + 1;
  }

  #startTag(input: Input): void {
    const { text } = input;
    const name = xmlNameAt(text, input.at + 1);
    if (name === '' && this.#open.length > 0) {
      const message = 'The content of elements must consist of well-formed character data or markup.';
      throw this.#stopped(text, input.at + 1, message);
    }
    if (this.#open.length === 0 && (name === '' || this.#root !== null)) {
      throw input.at + 1 >= text.length ? this.#stopped(text, Infinity, '') : this.#misplaced();
    }
    let at = input.at + 1 + name.length;
    const attributes: (readonly [string, string])[] = [];
    for (;;) {
      const before = at;
      while (at < text.length && isSpace(text[at]!)) at++;
      if (text[at] === '>' || text.startsWith('/>', at)) break;
      const attribute = xmlNameAt(text, at);
      if (attribute === '' || at === before) {
        const message = `Element type "${name}" must be followed by either attribute specifications, ">" or "/>".`;
        throw this.#stopped(text, at, message);
      }
      at += attribute.length;
      const [assigned, equals, quote] = /^\s*(=?)\s*(["']?)/.exec(text.slice(at, at + 64))!;
      at += assigned.length;
      if (equals === '') {
        const message = `Attribute name "${attribute}" associated with an element type "${name}" must be followed by the ' = ' character.`;
        throw this.#stopped(text, at, message);
      }
      if (quote === '') {
        const message = `Open quote is expected for attribute "${attribute}" associated with an  element type  "${name}".`;
        throw this.#stopped(text, at, message);
      }
      const end = text.indexOf(quote!, at);
      const raw = text.slice(at, end < 0 ? undefined : end);
      if (end < 0 || raw.includes('<')) {
        const message = `The value of attribute "${attribute}" associated with an element type "${name}" must not contain the '<' character.`;
        throw this.#stopped(text, raw.includes('<') ? at : Infinity, message);
      }
      if (attributes.some(([known]) => known === attribute)) {
        throw new XmlError(`Attribute "${attribute}" was already specified for element "${name}".`);
      }
      this.meter.charge(16 + attributes.length);
      attributes.push([attribute, this.#attributeValue(raw)]);
      at = end + 1;
    }
    this.meter.charge(15);
    this.meter.allocate(sizes.value + sizes.vector + name.length * sizes.character);
    const element: XmlElement = { name, attributes, content: [] };
    if (this.#open.length > 0) this.#open.at(-1)!.content.push(element);
    else this.#root = element;
    const isEmpty = text[at] === '/';
    if (!isEmpty) this.#open.push(element);
    input.at = at + (isEmpty ? 2 : 1);
  }

  /** A value with its references replaced and its white space made spaces. */
  #attributeValue(raw: string): string {
    const pending: { readonly text: string; at: number; readonly entity: string | null }[] = [
      { text: raw, at: 0, entity: null },
    ];
    let value = '';
    const add = (text: string) => {
      this.meter.charge(1 + (text.length >> 4));
      this.meter.allocate(text.length * sizes.character);
      value += text;
    };
    while (pending.length > 0) {
      const input = pending.at(-1)!;
      const next = input.text.indexOf('&', input.at);
      add(input.text.slice(input.at, next < 0 ? undefined : next).replace(/[\n\t]/g, ' '));
      if (next < 0) {
        pending.pop();
        continue;
      }
      const { character, entity, end } = this.#reference(input.text, next);
      input.at = end;
      if (character !== null) add(character);
      else {
        if (pending.some((each) => each.entity === entity))
          throw new XmlError(`The entity "${entity}" holds itself.`);
        const text = this.#entityText(entity!);
        if (text.includes('<'))
          throw new XmlError(`The entity "${entity}" must not hold "<" in an attribute.`);
        pending.push({ text, at: 0, entity });
      }
    }
    return value;
  }

  #characters(input: Input): void {
    const { text, at } = input;
    const end = text.slice(at).search(/[<&]/);
    if (end !== 0) {
      const piece = end < 0 ? text.slice(at) : text.slice(at, at + end);
      if (piece.includes(']]>')) {
        throw new XmlError(
          'The character sequence "]]>" must not appear in content unless used to mark the end of a CDATA section.',
        );
      }
      this.#append(piece);
      input.at = at + piece.length;
      return;
    }
    const { character, entity, end: after } = this.#reference(text, at);
    input.at = after;
    if (character !== null) return this.#append(character);
    if (this.#inputs.some((each) => each.entity === entity))
      throw new XmlError(`The entity "${entity}" holds itself.`);
    this.#inputs.push({ text: this.#entityText(entity!), at: 0, entity, depth: this.#open.length });
  }

  /** The reference that begins with the ampersand at `at`: a character, or the name of an entity. */
  #reference(text: string, at: number): { character: string | null; entity: string | null; end: number } {
    const digits = /^&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));/.exec(text.slice(at, at + 12));
    if (digits !== null) {
      const point = digits[1] === undefined ? Number(digits[2]) : Number.parseInt(digits[1], 16);
      const isCharacter =
        point === 9 ||
        point === 10 ||
        point === 13 ||
        (point >= 0x20 &&
          point <= 0x10ffff &&
          (point < 0xd800 || point > 0xdfff) &&
          point !== 0xfffe &&
          point !== 0xffff);
      if (!isCharacter)
        throw new XmlError(`Character reference "${digits[0].slice(0, -1)}" is an invalid XML character.`);
      return { character: String.fromCodePoint(point), entity: null, end: at + digits[0].length };
    }
    const name = xmlNameAt(text, at + 1);
    if (name === '' || text[at + 1 + name.length] !== ';') {
      const [, kind] = /^&(#x?)?/.exec(text.slice(at, at + 3))!;
      const missing = {
        '#': 'A decimal representation must immediately follow the "&#" in a character reference.',
        '#x': 'A hexadecimal representation must immediately follow the "&#x" in a character reference.',
      }[kind ?? ''];
      if (missing !== undefined)
        throw new XmlError(
          /^&#(?:[0-9]|x[0-9a-fA-F])/.test(text.slice(at, at + 4))
            ? "The character reference must end with the ';' delimiter."
            : missing,
        );
      throw new XmlError(
        name === ''
          ? "The entity name must immediately follow the '&' in the entity reference."
          : `The reference to entity "${name}" must end with the ';' delimiter.`,
      );
    }
    const end = at + name.length + 2;
    const character = predefined.get(name) ?? null;
    return { character, entity: character === null ? name : null, end };
  }

  #entityText(name: string): string {
    const text = this.#entities.get(name);
    if (text === undefined) throw new XmlError(`The entity "${name}" was referenced, but not declared.`);
    if (++this.#expansions > mostExpansions) throw new XmlError('There are too many entity expansions.');
    this.meter.charge(8 + (text.length >> 1));
    return text;
  }

  #append(text: string): void {
    this.meter.charge(4 + (text.length >> 4));
    this.meter.allocate(text.length * sizes.character + 16);
    this.#open.at(-1)!.content.push(text);
  }

  /** `<!DOCTYPE name [ … ]>`: entities of the internal subset are taken, other declarations are passed over. */
  #doctype(input: Input): void {
    const { text } = input;
    const head = /^<!DOCTYPE\s+/.exec(text.slice(input.at, input.at + 64));
    const name = head === null ? '' : xmlNameAt(text, input.at + head[0].length);
    if (head === null || name === '') throw new XmlError('The document type declaration is malformed.');
    let at = input.at + head[0].length + name.length;
    while (at < text.length && isSpace(text[at]!)) at++;
    if (text.startsWith('SYSTEM', at) || text.startsWith('PUBLIC', at)) {
      throw new XmlError('An external document type is not read here.');
    }
    if (text[at] === '[') at = this.#subset(text, at + 1);
    while (at < text.length && isSpace(text[at]!)) at++;
    if (text[at] !== '>') throw new XmlError('The document type declaration is not closed.');
    input.at = at + 1;
  }

  /** Reads the declarations of the internal subset, and gives the place after its bracket. */
  #subset(text: string, from: number): number {
    for (let at = from; ;) {
      while (at < text.length && isSpace(text[at]!)) at++;
      if (text[at] === ']') return at + 1;
      this.meter.charge(10);
      if (text.startsWith('<!--', at)) {
        const end = text.indexOf('-->', at);
        if (end < 0) throw new XmlError('A comment is not closed.');
        at = end + 3;
        continue;
      }
      const entity = /^<!ENTITY\s+/.exec(text.slice(at, at + 64));
      if (entity !== null) {
        const name = xmlNameAt(text, at + entity[0].length);
        const rest = at + entity[0].length + name.length;
        const quote = /^\s+(["'])/.exec(text.slice(rest, rest + 64));
        if (name === '' || quote === null)
          throw new XmlError('An external or parameter entity is not read here.');
        const begin = rest + quote[0].length;
        const end = text.indexOf(quote[1]!, begin);
        const close = end < 0 ? null : /^\s*>/.exec(text.slice(end + 1, end + 64));
        if (close === null) throw new XmlError('An entity declaration is not closed.');
        // References to characters are replaced at once, those to entities where the entity is used.
        const value = text
          .slice(begin, end)
          .replace(/&#(?:x[0-9a-fA-F]{1,6}|[0-9]{1,7});/g, (each) => this.#reference(each, 0).character!);
        if (!this.#entities.has(name)) this.#entities.set(name, value);
        at = end + 1 + close[0].length;
        continue;
      }
      const end = text.indexOf('>', at);
      if (!/^<[!?]/.test(text.slice(at, at + 2)) || end < 0)
        throw new XmlError('The document type declaration is malformed.');
      at = end + 1;
    }
  }
}
