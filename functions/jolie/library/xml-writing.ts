import { Double, toText, type Value } from '../values';
import type { TextBuilder } from './text-builder';
import { isXmlName } from './xml-names';

/** A name that XML does not allow. */
export class XmlNameError extends Error {}

const escapedText = (text: string): string =>
  text.replace(/[&<>\r]|[\ud800-\udbff][\udc00-\udfff]/g, (character) =>
    character === '&'
      ? '&amp;'
      : character === '<'
        ? '&lt;'
        : character === '>'
          ? '&gt;'
          : `&#${character.codePointAt(0)};`,
  );
const escapedAttribute = (text: string): string =>
  escapedText(text).replace(/["\n\t]/g, (character) =>
    character === '"' ? '&quot;' : `&#${character.charCodeAt(0)};`,
  );

const named = (name: string): string => {
  if (!isXmlName(name)) throw new XmlNameError(name);
  return name;
};

/** The type that the storage format notes for a basic value. */
function storedType({ basic }: Value): string {
  if (typeof basic === 'string') return 'string';
  if (typeof basic === 'number') return 'int';
  if (typeof basic === 'bigint') return 'long';
  if (typeof basic === 'boolean') return 'bool';
  return basic instanceof Double ? 'double' : 'void';
}

/** What stands between `<` and `>` of an element, but a slash: its name, and its attributes by name, namespaces first. */
function startOf(name: string, value: Value, store: boolean, built: TextBuilder): string {
  const attributes = new Map<string, string>();
  if (store) attributes.set('_jolie_type', storedType(value));
  for (const [attribute, held] of value.child('@Attributes')?.children?.entries() ?? []) {
    const first = held.resolved().items[0]?.resolved();
    built.visit(held.resolved().items[0]?.resolved() ?? value);
    attributes.set(named(attribute), toText(first?.basic));
  }
  const isNamespace = (attribute: string): boolean => /^xmlns(?::|$)/.test(attribute);
  const sorted = [...attributes].sort(
    ([a], [b]) => Number(isNamespace(b)) - Number(isNamespace(a)) || (a < b ? -1 : 1),
  );
  return (
    named(name) +
    sorted
      .map(
        ([attribute, text]) =>
          ` ${attribute}="${built.quoting(text, /[&<>"\r\n\t\ud800-\udfff]/, escapedAttribute)}"`,
      )
      .join('')
  );
}

/**
 * Writes a tree as an element of this name: its basic value as text, then its children; with `store`, types are noted.
 * Iterative; `built` charges.
 */
export function writeXml(
  root: Value,
  name: string,
  options: { store: boolean; indent: boolean },
  built: TextBuilder,
): void {
  const { store, indent } = options;
  const work: (string | readonly [name: string, value: Value, depth: number])[] = [[name, root, 0]];
  while (work.length > 0) {
    const next = work.pop()!;
    if (typeof next === 'string') {
      built.append(next);
      continue;
    }
    const [tag, value, depth] = next;
    built.visit(value);
    const start = startOf(tag, value, store, built);
    const text =
      store && storedType(value) === 'void'
        ? ''
        : built.quoting(toText(value.basic), /[&<>\r\ud800-\udfff]/, escapedText);
    const line = indent ? `\n${'  '.repeat(depth + 1)}` : '';
    const below: (string | readonly [string, Value, number])[] = [];
    for (const [child, held] of value.children?.entries() ?? []) {
      if (child.startsWith('@')) continue;
      for (const item of held.resolved().items) {
        if (line !== '') below.push(line);
        below.push([child, item.resolved(), depth + 1]);
      }
    }
    if (text === '' && below.length === 0) {
      built.append(`<${start}/>`);
      continue;
    }
    built.append(`<${start}>${below.length > 0 && text !== '' && indent ? `${line}${text}` : text}`);
    work.push(`${below.length > 0 && indent ? `\n${'  '.repeat(depth)}` : ''}</${tag}>`);
    for (let i = below.length - 1; i >= 0; i--) work.push(below[i]!);
  }
  if (indent) built.append('\n');
}
