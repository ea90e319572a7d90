import type { Meter } from '../run/meter';
import { Children, hashMapOrder, sizes, Value, Vector } from '../values';
import { nodeText, type JsonNode } from './json-document';
import { TextBuilder } from './text-builder';

/**
 * The tree that a JSON document stands for. A list under a name is a vector, or, with `strict`, the child `_` of a
 * node; a list elsewhere is the child `_`; null is void; the member `$` is the node's own basic value. Members go into
 * the tree in the order of a Java HashMap, because the official library keeps them in one. Iterative.
 */
export function treeOf(root: JsonNode, strict: boolean, meter: Meter): Value {
  const tree = new Value();
  const work: [Value, JsonNode][] = [[tree, root]];
  while (work.length > 0) {
    const [value, node] = work.pop()!;
    meter.charge(3);
    if (node.kind === 'basic') value.basic = node.value;
    else if (node.kind === 'list') put(value, '_', node.items);
    else {
      for (const name of hashMapOrder([...node.members.keys()])) {
        const member = node.members.get(name)!;
        if (name === '$') {
          if (member.kind === 'basic') value.basic = member.value;
          else {
            const text = new TextBuilder(meter);
            nodeText(member, hashMapOrder, (piece) => text.append(piece));
            value.basic = text.toString();
          }
        } else put(value, name, member.kind === 'list' && !strict ? member.items : [member]);
      }
    }
  }
  return tree;

  function put(value: Value, name: string, items: readonly JsonNode[]): void {
    meter.allocate(sizes.vector + sizes.child + name.length * sizes.character + items.length * sizes.value);
    if (value.children === null) {
      meter.allocate(sizes.children);
      value.children = new Children();
    }
    const vector = new Vector();
    for (const item of items) {
      const child = new Value();
      vector.items.push(child);
      work.push([child, item]);
    }
    value.children.set(name, vector);
  }
}
