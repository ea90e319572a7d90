import type { Meter } from '../run/meter';
import { Double, toText, type Basic } from '../values';
import { JsonScanner, type JsonToken } from './json-scanner';
import { quoted } from './json-text';

/** A JSON text as it was read, before it becomes a tree. A number too large for a long is 'overflow'. */
export type JsonNode =
  | { readonly kind: 'basic'; readonly value: Basic }
  | { readonly kind: 'list'; readonly items: JsonNode[] }
  | { readonly kind: 'object'; readonly members: Map<string, JsonNode> };

export type Read =
  | { readonly ok: true; readonly root: JsonNode }
  | { readonly ok: false; readonly reason: 'malformed' }
  | { readonly ok: false; readonly reason: 'overflow'; readonly digits: string };

/**
 * Reads JSON by the state machine of the official library, which takes more than JSON: commas and colons may be
 * missing, doubled, or stand before a closing bracket; of two members with one name the last stays, in the first's
 * place. Iterative: no nesting is too deep. Each token is charged.
 */
export function readJson(text: string, meter: Meter): Read {
  const scanner = new JsonScanner(text, meter);
  const open: { readonly node: JsonNode; key: string | null }[] = [];
  const malformed: Read = { ok: false, reason: 'malformed' };
  let root: JsonNode | null = null;
  const close = (kind: 'list' | 'object'): boolean => {
    const top = open.at(-1);
    if (top?.node.kind !== kind || top.key !== null) return false;
    open.pop();
    return true;
  };
  const place = (node: JsonNode): boolean => {
    const top = open.at(-1);
    if (top === undefined) {
      if (root !== null) return false;
      root = node;
    } else if (top.node.kind === 'list') top.node.items.push(node);
    else if (top.node.kind === 'object') {
      if (top.key === null) {
        if (node.kind !== 'basic' || typeof node.value !== 'string') return false;
        top.key = node.value;
        return true;
      }
      top.node.members.set(top.key, node);
      top.key = null;
    }
    if (node.kind !== 'basic') open.push({ node, key: null });
    return true;
  };
  for (;;) {
    const before = scanner.position;
    const token = scanner.next();
    meter.charge(8);
    meter.allocate(64 + (scanner.position - before) * 2);
    if (token.kind === 'overflow') return { ok: false, reason: 'overflow', digits: token.digits };
    if (token.kind === 'end') return root === null || open.length > 0 ? malformed : { ok: true, root };
    if (!accept(token)) return malformed;
  }

  function accept(token: JsonToken): boolean {
    const top = open.at(-1);
    switch (token.kind) {
      case 'value':
        return place({ kind: 'basic', value: token.value });
      case '{':
        return place({ kind: 'object', members: new Map() });
      case '[':
        return place({ kind: 'list', items: [] });
      case '}':
        return close('object');
      case ']':
        return close('list');
      case ',':
        return top !== undefined && top.key === null;
      case ':':
        return top !== undefined && top.key !== null;
      default:
        return false;
    }
  }
}

/** A node as text: what stands under `"$"` when it is not a basic value. */
export function nodeText(
  root: JsonNode,
  inOrder: (names: readonly string[]) => string[],
  append: (text: string) => void,
): void {
  const work: (string | JsonNode)[] = [root];
  while (work.length > 0) {
    const next = work.pop()!;
    if (typeof next === 'string') append(next);
    else if (next.kind === 'basic') append(basicText(next.value));
    else if (next.kind === 'list') {
      work.push(']');
      for (let i = next.items.length - 1; i >= 0; i--) work.push(next.items[i]!, ...(i > 0 ? [','] : []));
      append('[');
    } else {
      const names = inOrder([...next.members.keys()]);
      work.push('}');
      for (let i = names.length - 1; i >= 0; i--) {
        work.push(next.members.get(names[i]!)!, `${i > 0 ? ',' : ''}${quoted(names[i]!)}:`);
      }
      append('{');
    }
  }
}

function basicText(value: Basic): string {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return quoted(value).replaceAll('/', '\\/');
  return value instanceof Double && !Number.isFinite(value.value) ? 'null' : toText(value);
}
