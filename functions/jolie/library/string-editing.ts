import type { NativeContext } from '../run/native';
import { pieceOf, toText, trimmed, Value, type Basic } from '../values';
import { reading } from './direct';
import { childInt, childrenOf, childText, hasChild, made, operations, textOf } from './operations';
import { substitute } from './string-format';
import { TextBuilder, writePretty } from './text-builder';
import { urlDecode, urlEncode } from './url-encoding';

/** The operations of `string_utils` that need no regular expression, and read texts alone. */
export const directEditing = {
  length: reading([], (_, own) => toText(own).length),
  trim: reading([], (context, own) => trimmed(scanned(own, context))),
  toLowerCase: reading([], (context, own) => toRecase(own, 2, context).toLowerCase()),
  toUpperCase: reading([], (context, own) => toRecase(own, 3, context).toUpperCase()),
  startsWith: reading(['prefix'], (context, own, prefix) => scanned(own, context).startsWith(toText(prefix))),
  endsWith: reading(['suffix'], (context, own, suffix) => scanned(own, context).endsWith(toText(suffix))),
  indexOf: reading(['word'], (context, own, word) => indexOf(own, word, context)),
  contains: reading(['substring'], (context, own, word) => indexOf(own, word, context) >= 0),
};

/** The others that need no regular expression. */
export const stringEditing = operations({
  substring(request, context) {
    const text = textOf(request);
    const begin = childInt(request, 'begin');
    const end = hasChild(request, 'end') ? Math.min(childInt(request, 'end'), text.length) : text.length;
    if (begin < 0 || begin > end || end > text.length) throw outOfBounds(context, begin, end, text.length);
    return made(context, end - begin, () => pieceOf(text, begin, end));
  },
  leftPad: (request, context) => pad(request, context, (text, padding) => padding + text),
  rightPad: (request, context) => pad(request, context, (text, padding) => text + padding),
  join(request, { meter }) {
    const joined = new TextBuilder(meter);
    const delimiter = childText(request, 'delimiter');
    childrenOf(request, 'piece').forEach((piece, i) => {
      if (i > 0) joined.append(delimiter);
      joined.append(textOf(piece));
    });
    return joined.toString();
  },
  sort(request, { meter }) {
    const items = childrenOf(request, 'item').map(textOf);
    const longest = items.reduce((most, item) => Math.max(most, item.length), 0);
    meter.charge(items.length * Math.ceil(Math.log2(items.length + 1)) * (2 + (longest >> 4)));
    meter.allocate(items.length * 16);
    const sorted = new Value();
    sorted.vectorMade('item', meter);
    for (const item of items.sort(byUnits)) sorted.append('item', item, meter);
    return sorted;
  },
  splitByLength(request, context) {
    const text = textOf(request);
    const length = childInt(request, 'length');
    if (length < 0) throw outOfBounds(context, 0, length, text.length);
    // The official service never ends here.
    if (length === 0 && text !== '')
      throw context.exception('IllegalArgumentException', 'length must be positive');
    const split = new Value();
    for (let at = 0; at === 0 || at < text.length; at += Math.max(1, length)) {
      context.meter.charge(2);
      split.append('result', pieceOf(text, at, at + length), context.meter);
    }
    return split;
  },
  urlEncode(request, context) {
    const encoded = made2(context, textOf(request), 12, (text) => urlEncode(text, charsetOf(request)));
    if (encoded === null) throw context.fault('UnsupportedEncodingException');
    return encoded;
  },
  urlDecode(request, context) {
    const decoded = made2(context, textOf(request), 4, (text) => urlDecode(text, charsetOf(request)));
    if (decoded.ok) return decoded.text;
    if (decoded.reason === 'charset') throw context.fault('UnsupportedEncodingException');
    throw context.exception('IllegalArgumentException', decoded.message);
  },
  fmt(request, context) {
    if (request.basic !== undefined) return substitute(textOf(request), request, 'en', context);
    const data = request.child('data') ?? new Value();
    return substitute(childText(request, 'format'), data, childText(request, 'locale'), context);
  },
  getRandomUUID: (_, context) => context.uuid(),
  valueToPrettyString(request, { meter }) {
    const text = new TextBuilder(meter);
    writePretty(request, text);
    return text.toString();
  },
});

const charsetOf = (request: Value): string =>
  hasChild(request, 'charset') ? childText(request, 'charset') : 'UTF-8';
const byUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The text, its reading charged. */
function scanned(basic: Basic, { meter }: NativeContext): string {
  const text = toText(basic);
  meter.charge(text.length >> 5);
  meter.allocate(text.length * 2);
  return text;
}

/** A conversion whose result is at most `growth` times as long: charged before it is made. */
function made2<Result>(
  context: NativeContext,
  text: string,
  growth: number,
  make: (text: string) => Result,
): Result {
  context.meter.charge(text.length * 6);
  context.meter.allocate(text.length * growth * 2);
  return make(text);
}

/** The text, its writing in another case charged, at most `growth` times as long; letters beyond Latin take the host longest. */
function toRecase(basic: Basic, growth: number, { meter }: NativeContext): string {
  const text = toText(basic);
  meter.charge(text.length >> 2);
  meter.string(text.length * growth);
  return text;
}

/** `indexOf`, charged by the host's worst case: a word that agrees with the text nearly to its end, at every place. */
function indexOf(own: Basic, sought: Basic, { meter }: NativeContext): number {
  const [text, word] = [toText(own), toText(sought)];
  meter.charge((text.length >> 3) + Math.floor((text.length * word.length) / 128));
  return text.indexOf(word);
}

function pad(request: Value, context: NativeContext, put: (text: string, padding: string) => string): string {
  const text = textOf(request);
  const length = childInt(request, 'length');
  if (text.length >= length) return text;
  const filler = childText(request, 'char')[0];
  if (filler === undefined) {
    throw context.exception('StringIndexOutOfBoundsException', 'String index out of range: 0');
  }
  return made(context, length, () => put(text, filler.repeat(length - text.length)));
}

const outOfBounds = (context: NativeContext, begin: number, end: number, length: number) =>
  context.exception('StringIndexOutOfBoundsException', `begin ${begin}, end ${end}, length ${length}`);
