import type { Meter } from '../run/meter';
import { Double, flat, Value, type Basic } from '../values';
import type { XmlElement } from './xml-document';
import { XmlError } from './xml-document';

/** What the reading is to keep. */
export interface XmlOptions {
  /** Types are in attributes `_jolie_type`, and names have no spaces. */
  readonly store: boolean;
  readonly includeAttributes: boolean;
  readonly includeRoot: boolean;
  readonly skipMixedText: boolean;
}

const typeAttribute = '_jolie_type';
const attributesChild = '@Attributes';
const prefixChild = '@Prefix';

const localOf = (name: string) => name.slice(name.indexOf(':') + 1);

/** A text that is no number of its type. */
export class XmlNumberError extends Error {}

/** The tree that a document stands for; null in place of a number that is none. Iterative. */
export function treeOfXml(root: XmlElement, options: XmlOptions, meter: Meter): Value {
  if (!options.store) checkPrefixes(root, meter);
  const tree = new Value();
  const top = options.includeRoot && !options.store ? tree.childMade(localOf(root.name), meter) : tree;
  if (top !== tree && root.name.includes(':')) top.append(prefixChild, root.name.split(':')[0]!, meter);
  const work: [XmlElement, Value, boolean][] = [[root, top, false]];
  while (work.length > 0) {
    const [element, value, hasPrefix] = work.pop()!;
    meter.charge(6);
    const type = options.store ? storedAttributes(element, value, meter) : 'string';
    if (!options.store && options.includeAttributes) {
      if (hasPrefix) value.childMade(prefixChild, meter).basic = element.name.split(':')[0]!;
      for (const [name, text] of element.attributes) attribute(value, localOf(name), text, meter);
    }
    const below: [XmlElement, Value, boolean][] = [];
    let text = '';
    for (const each of element.content) {
      if (typeof each === 'string') text += each;
      else {
        const name = options.store ? each.name : localOf(each.name);
        below.push([each, value.append(name, undefined, meter), each.name.includes(':')]);
      }
    }
    meter.allocate(text.length * 2);
    text = flat(text);
    if (options.store) value.basic = storedBasic(type, text);
    else if (text !== '' && !(options.skipMixedText && below.length > 0)) value.basic = text;
    for (const each of below.reverse()) work.push(each);
  }
  return tree;
}

const attribute = (value: Value, name: string, text: string, meter: Meter): void => {
  meter.allocate(text.length * 2);
  value.childMade(attributesChild, meter).childMade(name, meter).basic = flat(text);
};

/** Keeps the attributes but the type, which it gives. */
function storedAttributes(element: XmlElement, value: Value, meter: Meter): string {
  let type = 'string';
  for (const [name, text] of element.attributes) {
    if (name === typeAttribute) type = text;
    else attribute(value, name, text, meter);
  }
  return type;
}

function storedBasic(type: string, text: string): Basic {
  switch (type) {
    case 'string':
      return text;
    case 'int':
      if (!/^[+-]?[0-9]{1,10}$/.test(text) || Math.abs(Number(text)) > 2 ** 31)
        throw new XmlNumberError(text);
      return Number(text) | 0;
    case 'long':
      if (!/^[+-]?[0-9]{1,19}$/.test(text)) throw new XmlNumberError(text);
      return BigInt.asIntN(64, BigInt(text));
    case 'double': {
      const trimmed = text.trim();
      if (!/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?$/.test(trimmed))
        throw new XmlNumberError(text);
      return new Double(Number(trimmed.replace(/[dDfF]$/, '')));
    }
    case 'bool':
      return text.toLowerCase() === 'true';
    default:
      return undefined;
  }
}

/** Every prefix must be declared, by the element or one around it. */
function checkPrefixes(root: XmlElement, meter: Meter): void {
  const declared = new Map<string, number>([
    ['xml', 1],
    ['xmlns', 1],
  ]);
  const work: [XmlElement, 'enter' | 'leave'][] = [[root, 'enter']];
  while (work.length > 0) {
    const [element, step] = work.pop()!;
    meter.charge(1);
    const own = element.attributes.flatMap(([name]) => (name.startsWith('xmlns:') ? [name.slice(6)] : []));
    const change = step === 'enter' ? 1 : -1;
    for (const prefix of own) declared.set(prefix, (declared.get(prefix) ?? 0) + change);
    if (step === 'leave') continue;
    for (const name of [element.name, ...element.attributes.map(([each]) => each)]) {
      const at = name.indexOf(':');
      if (at < 0) continue;
      const prefix = name.slice(0, at);
      if (at === 0 || (declared.get(prefix) ?? 0) === 0) {
        throw new XmlError(`The prefix "${prefix}" for element "${element.name}" is not bound.`);
      }
    }
    work.push([element, 'leave']);
    for (const each of element.content) if (typeof each !== 'string') work.push([each, 'enter']);
  }
}
