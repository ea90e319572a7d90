import type { NativeContext } from '../run/native';
import { toText, type Value } from '../values';
import { formatField } from './message-format';
import { TextBuilder } from './text-builder';

/** Substitutions of one text: a field may name other fields, and never itself by a circle. */
const deepest = 16;

/**
 * `fmt`: replaces `{name}` and `{name,formatting}` by fields of the data. `\{` is a brace. What a field stands for is
 * searched for fields again. Charges its work; faults where the official operation does.
 */
export function substitute(
  format: string,
  data: Value,
  language: string,
  context: NativeContext,
  depth = 0,
): string {
  const { meter } = context;
  if (depth > deepest)
    throw context.exception('IllegalStateException', 'Infinite loop in property interpolation');
  meter.charge(format.length >> 2);
  const text = new TextBuilder(meter);
  const last = format.lastIndexOf('}');
  for (let i = 0; i < format.length; i++) {
    const character = format[i]!;
    if (character === '\\' && format[i + 1] === '{') {
      const end = format.indexOf('}', i);
      text.append(format.slice(i + 1, end < 0 ? format.length : end + 1));
      i = end < 0 ? format.length : end;
    } else if (character === '{' && i < last) {
      const end = format.indexOf('}', i);
      const found = field(format.slice(i + 1, end), data, language, context);
      text.append(found.includes('{') ? substitute(found, data, language, context, depth + 1) : found);
      i = end;
    } else text.append(character);
  }
  return text.toString();
}

function field(key: string, data: Value, language: string, context: NativeContext): string {
  const comma = key.indexOf(',');
  const basic = data.child(comma < 0 ? key : key.slice(0, comma))?.basic;
  if (comma < 0) return toText(basic);
  context.meter.charge(key.length * 8);
  const formatted = formatField(basic, key.slice(comma + 1), language);
  if (formatted === null) throw context.exception('IllegalArgumentException', 'Cannot format the field');
  return formatted;
}
