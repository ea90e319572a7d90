import type { NativeContext, NativePackage } from '../run/native';
import type { Meter } from '../run/meter';
import { toText, Value } from '../values';
import { MustacheError, readTemplate, type MustacheNode } from './mustache-template';
import { childInt, childrenOf, childText, hasChild, operations } from './operations';
import { TextBuilder } from './text-builder';

const usualRecursion = 100;
const usualPartialRecursion = 10;

const special: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
  ['=', '&#61;'],
]);
const escaped = (text: string): string =>
  text.replace(
    /[&<>"'`=\u0000-\u000d]/g,
    (character) => special.get(character) ?? `&#${character.charCodeAt(0)};`,
  );

/** A walk through some nodes, in a scope. */
interface Walk {
  readonly nodes: readonly MustacheNode[];
  at: number;
  readonly scope: Value;
  /** Partials that lead here, the outermost first. */
  readonly partials: Within | null;
}

/** A partial that is being shown, and those around it. */
interface Within {
  readonly name: string;
  readonly depth: number;
  /** How often the same one is around it, itself included. */
  readonly own: number;
  readonly around: Within | null;
}

/** What a name stands for in the innermost scope: its values; null when it is not there. */
function found(scope: Value, name: string, meter: Meter): readonly Value[] | null {
  meter.charge(2 + (name.length >> 1));
  const keys = name.split('.');
  let value = scope;
  for (const key of keys.slice(0, -1)) {
    const next = value.child(key);
    if (next === undefined) return null;
    value = next;
  }
  const last = keys.at(-1)!;
  const items = value.vector(last)?.resolved().items;
  if (items === undefined) return null;
  meter.charge(items.length >> 2);
  return items.map((item) => item.resolved());
}

const isFalse = (value: Value | undefined): boolean => value?.basic === false;

class Rendering {
  readonly #templates = new Map<string, readonly MustacheNode[]>();
  readonly #built: TextBuilder;

  constructor(
    private readonly request: Value,
    private readonly context: NativeContext,
  ) {
    this.#built = new TextBuilder(context.meter);
  }

  run(): string {
    const { request, context } = this;
    const template = readTemplate(childText(request, 'template'), context.meter);
    this.#load(template);
    const limit = hasChild(request, 'recursionLimit') ? childInt(request, 'recursionLimit') : usualRecursion;
    const ownLimit = hasChild(request, 'partialsRecursionLimit')
      ? childInt(request, 'partialsRecursionLimit')
      : usualPartialRecursion;
    const work: Walk[] = [
      { nodes: template, at: 0, scope: request.child('data') ?? new Value(), partials: null },
    ];
    while (work.length > 0) {
      const walk = work.at(-1)!;
      const node = walk.nodes[walk.at++];
      context.meter.charge(4);
      if (node === undefined) work.pop();
      else if (node.kind === 'text') this.#built.append(node.text);
      else if (node.kind === 'value') this.#value(walk.scope, node.name, node.escaped);
      else if (node.kind === 'section') {
        const { nodes } = node;
        const scopes = this.#scopes(walk.scope, node.name, node.inverted);
        context.meter.allocate(scopes.length * 32);
        for (let i = scopes.length - 1; i >= 0; i--) {
          work.push({ nodes, at: 0, scope: scopes[i]!, partials: walk.partials });
        }
      } else {
        const within = this.#within(walk.partials, node.name);
        if (within.own - 1 > ownLimit || within.depth > limit) continue;
        work.push({ nodes: this.#templates.get(node.name)!, at: 0, scope: walk.scope, partials: within });
      }
    }
    return this.#built.toString();
  }

  #within(around: Within | null, name: string): Within {
    let own = 1;
    for (let each = around; each !== null; each = each.around) {
      this.context.meter.charge(1);
      if (each.name === name) {
        own = each.own + 1;
        break;
      }
    }
    return { name, depth: (around?.depth ?? 0) + 1, own, around };
  }

  #value(scope: Value, name: string, isEscaped: boolean): void {
    const value = name === '.' ? scope : found(scope, name, this.context.meter)?.[0];
    if (value === undefined) return;
    this.context.meter.writes(value.basic);
    const text = toText(value.basic);
    this.context.meter.charge(text.length);
    this.#built.append(isEscaped ? escaped(text) : text);
  }

  /** The scopes in which a section is shown, one after the other. */
  #scopes(scope: Value, name: string, inverted: boolean): readonly Value[] {
    const values = name === '.' ? [scope] : found(scope, name, this.context.meter);
    if (inverted) return values === null || (values.length === 1 && isFalse(values[0])) ? [scope] : [];
    return values === null || isFalse(values[0]) ? [] : values;
  }

  /** Reads every partial to which the template leads, so that what is wrong with one is said at once. */
  #load(template: readonly MustacheNode[]): void {
    const { request, context } = this;
    const sources = new Map(
      childrenOf(request, 'partials').map((each) => [childText(each, 'name'), childText(each, 'template')]),
    );
    const work: (readonly MustacheNode[])[] = [template];
    while (work.length > 0) {
      for (const node of work.pop()!) {
        context.meter.charge(1);
        if (node.kind === 'section') work.push(node.nodes);
        if (node.kind !== 'partial' || this.#templates.has(node.name)) continue;
        const source = sources.get(node.name);
        if (source === undefined) {
          throw sources.size > 0
            ? context.exception(
                'IllegalArgumentException',
                `Partial template '${node.name}' not found in memory`,
              )
            : context.exception('MustacheNotFoundException', `Template ${node.name} not found`);
        }
        const nodes = readTemplate(source, context.meter);
        this.#templates.set(node.name, nodes);
        work.push(nodes);
      }
    }
  }
}

/** `mustache`: templates and their partials from memory; none from files, and no functions. */
export const mustache: NativePackage = {
  names: ['mustache'],
  service: 'Mustache',
  declaration: `
type RenderRequest {
  template: string
  data?: undefined
  dir?: string
  partials*: void { name: string template: string }
  recursionLimit?: int
  partialsRecursionLimit?: int
  functions?: void { name?: string binding: void { location: any } }
}
interface MustacheInterface {
RequestResponse:
  render( RenderRequest )( string )
}
`,
  operations: operations({
    render(request, context) {
      if (hasChild(request, 'dir') || hasChild(request, 'functions')) {
        throw context.exception(
          'IllegalArgumentException',
          'Templates in files and functions are not offered here.',
        );
      }
      try {
        return new Rendering(request, context).run();
      } catch (error) {
        if (error instanceof MustacheError) throw context.exception('MustacheException', error.message);
        throw error;
      }
    },
  }),
};
