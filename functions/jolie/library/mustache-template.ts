import type { Meter } from '../run/meter';
import { sizes } from '../values';

/** A piece of a template. */
export type MustacheNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string; readonly escaped: boolean }
  | {
      readonly kind: 'section';
      readonly name: string;
      /** Shown when there is nothing, instead of for each thing. */
      readonly inverted: boolean;
      readonly nodes: MustacheNode[];
    }
  | { readonly kind: 'partial'; readonly name: string };

/** What makes a text no template. */
export class MustacheError extends Error {}

interface Open {
  readonly name: string;
  readonly inverted: boolean;
  readonly nodes: MustacheNode[];
}

const openers = '#^/>!&={';

/**
 * Reads a template of the Mustache language: values, sections, comments, partials and other delimiters. A tag that
 * stands alone on its line, but one of a value, takes the line with it. Throws a {@link MustacheError}.
 */
export function readTemplate(text: string, meter: Meter): readonly MustacheNode[] {
  meter.charge(1 + (text.length >> 3));
  const top: MustacheNode[] = [];
  const open: Open[] = [];
  let [left, right] = ['{{', '}}'];
  const add = (node: MustacheNode) => {
    meter.charge(4);
    meter.allocate(sizes.value);
    (open.at(-1)?.nodes ?? top).push(node);
  };
  const addText = (piece: string) => {
    if (piece !== '') add({ kind: 'text', text: piece });
  };

  for (let at = 0; at < text.length;) {
    meter.charge(4);
    const begin = text.indexOf(left, at);
    if (begin < 0) {
      addText(text.slice(at));
      break;
    }
    const inside = begin + left.length;
    const next = text[inside];
    const sign = next !== undefined && openers.includes(next) ? next : '';
    const close = sign === '{' ? `}${right}` : sign === '=' ? `=${right}` : right;
    const end = text.indexOf(close, inside + sign.length);
    if (end < 0) throw new MustacheError(`Improperly closed variable at ${begin}`);
    const name = text.slice(inside + sign.length, end).trim();
    const after = end + close.length;
    if (name === '' && sign !== '!') throw new MustacheError(`Empty mustache at ${begin}`);
    const line = sign === '' || sign === '&' || sign === '{' ? null : lineOf(text, begin, after);
    addText(text.slice(at, line === null || line.from < at ? begin : line.from));
    at = line === null || line.from < at ? after : line.to;
    switch (sign) {
      case '#':
      case '^':
        open.push({ name, inverted: sign === '^', nodes: [] });
        break;
      case '/': {
        const closed = open.pop();
        if (closed?.name !== name) {
          throw new MustacheError(`Mismatched start/end tags: ${closed?.name ?? 'none'} != ${name}`);
        }
        add({ kind: 'section', ...closed });
        break;
      }
      case '>':
        add({ kind: 'partial', name });
        break;
      case '=': {
        const pair = name.split(/\s+/);
        if (pair.length !== 2) throw new MustacheError(`Invalid delimiter string: ${name}`);
        [left, right] = pair as [string, string];
        break;
      }
      case '!':
        break;
      default:
        add({ kind: 'value', name, escaped: sign === '' });
    }
  }
  if (open.length > 0) throw new MustacheError(`Failed to close '${open.at(-1)!.name}' tag`);
  return top;
}

/** The whole line of a tag that stands alone on it, its end included; null when something else does too. */
function lineOf(
  text: string,
  begin: number,
  end: number,
): { readonly from: number; readonly to: number } | null {
  let from = begin;
  while (from > 0 && (text[from - 1] === ' ' || text[from - 1] === '\t')) from--;
  if (from > 0 && text[from - 1] !== '\n') return null;
  let to = end;
  while (text[to] === ' ' || text[to] === '\t' || text[to] === '\r') to++;
  if (to < text.length && text[to] !== '\n') return null;
  return { from, to: to + 1 };
}
