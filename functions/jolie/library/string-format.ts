import type { NativeContext } from '../run/native';
import { toText, type Value } from '../values';
import { formatField } from './message-format';
import { TextBuilder } from './text-builder';

/** Fields that may lead from one to the next. */
const deepest = 64;

/**
 * `fmt`: replaces `{name}` and `{name,formatting}` by fields of the data. `\{` is a brace. What a field stands for is
 * searched for fields again, `open` being the text and the fields that led there. Charges its work; faults where the
 * official operation does, and where fields lead to fields too deeply.
 */
export function substitute(
  format: string,
  data: Value,
  language: string,
  context: NativeContext,
  open: readonly string[] = [],
): string {
  const { meter } = context;
  meter.charge(10 + (format.length >> 1));
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
      // What stands behind `:-` would be said in place of a field that is not there, and every field is.
      const key = format.slice(i + 1, end).replace(/:-[^]*$/, '');
      if (open.includes(key) || open.length > deepest) {
        const way = `${open[0]!}: ${open.slice(1).join('->')}`;
        throw context.exception('IllegalStateException', `Infinite loop in property interpolation of ${way}`);
      }
      meter.charge(open.length);
      const found = field(key, data, language, context);
      const opened = open.length === 0 ? [format, key] : [...open, key];
      text.append(found.includes('{') ? substitute(found, data, language, context, opened) : found);
      i = end;
    } else text.append(character);
  }
  return text.toString();
}

function field(key: string, data: Value, language: string, context: NativeContext): string {
  const comma = key.indexOf(',');
  const basic = data.child(comma < 0 ? key : key.slice(0, comma))?.basic;
  context.meter.writes(basic);
  if (comma < 0) return toText(basic);
  context.meter.charge(250 + key.length * 8);
  const formatted = formatField(basic, key.slice(comma + 1), language);
  if (!formatted.ok) throw context.exception('IllegalArgumentException', formatted.message);
  return formatted.text;
}
