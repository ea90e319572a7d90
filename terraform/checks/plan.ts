import { conform } from './conform';
import { folderOf, type Block, type Body, type Configuration, type Module } from './configuration';
import { evaluate, get, within, type Scope } from './evaluate';
import type { Value } from './expression';
import { functionsOver, type Files } from './functions';

/** A resource or a data source as it would be made: its arguments evaluated, as far as they are known before an apply. */
export interface Planned {
  /** Like `module.router.google_pubsub_topic.this`, with the key of its `for_each` behind it where it has one. */
  readonly address: string;
  readonly kind: 'resource' | 'data';
  readonly type: string;
  readonly block: Block;
  readonly args: Body;
}

/** A module as it is used in one place. */
interface Instance {
  readonly planned: () => readonly Planned[];
  readonly output: (name: string) => Value;
}

interface World {
  readonly configuration: Configuration;
  readonly functions: Scope['functions'];
}

/** Arguments of Terraform's own, which belong to no provider. */
const metaArguments = new Set(['count', 'depends_on', 'for_each', 'lifecycle', 'provider']);

/**
 * Everything that the root module would make with these variables. Throws where a reference leads nowhere, a variable has
 * no value, or a value does not have its variable's type.
 */
export function planOf(configuration: Configuration, variables: Body, files: Files): readonly Planned[] {
  const world = { configuration, functions: functionsOver(files) };
  return instanceOf(world, '.', '', () => variables).planned();
}

const once = <T>(name: string, make: () => T): (() => T) => {
  let state: { readonly made: T } | 'none' | 'making' = 'none';
  return () => {
    if (state === 'making') throw new TypeError(`${name} depends on itself`);
    if (state === 'none') {
      state = 'making';
      state = { made: make() };
    }
    return (state as { readonly made: T }).made;
  };
};

const memo = <T>(kind: string, make: (name: string) => T): ((name: string) => T) => {
  const known = new Map<string, () => T>();
  return (name) => {
    const found = known.get(name) ?? once(`${kind}.${name}`, () => make(name));
    known.set(name, found);
    return found();
  };
};

function instanceOf(world: World, folder: string, prefix: string, given: () => Body): Instance {
  const module = world.configuration.modules.get(folder);
  if (module === undefined) throw new TypeError(`there is no module in ${folder}`);
  const blockOf = (kind: Block['kind'], type: string, name: string) =>
    module.blocks.find((each) => each.kind === kind && each.type === type && each.name === name);

  const variable = memo('var', (name): Value => variableOf(module, name, given(), scope));
  const local = memo('local', (name): Value => {
    const value = module.locals.get(name);
    if (value === undefined) throw new TypeError(`there is no local.${name} in ${folder}`);
    return evaluate(value, scope);
  });
  const child = memo('module', (name): Instance => {
    const block = blockOf('module', '', name);
    if (block === undefined) throw new TypeError(`there is no module.${name} in ${folder}`);
    const { source, ...rest } = block.body;
    const values = once(`module.${name}`, () => evaluate(withoutMeta(rest), scope) as Body);
    return instanceOf(world, folderOf(folder, source), `${prefix}module.${name}.`, values);
  });
  const keysOf = (block: Block): Value => {
    const all = evaluate(block.body['for_each']!, scope);
    return Array.isArray(all) ? Object.fromEntries(all.map((each) => [String(each), each])) : all;
  };

  const resourceAt = (kind: 'resource' | 'data', [type = '', name = '', ...rest]: readonly string[]) => {
    const block = blockOf(kind, type, name);
    if (block === undefined) return null;
    const address = `${prefix}${kind === 'data' ? 'data.' : ''}${type}.${name}`;
    const isMany = block.body['for_each'] !== undefined;
    if (!isMany) return { value: `\${${address}}`, rest };
    const keys = Object.keys(keysOf(block) as Body);
    return { value: Object.fromEntries(keys.map((key) => [key, `\${${address}["${key}"]}`])), rest };
  };

  const scope: Scope = {
    expressions: world.configuration.expressions,
    functions: world.functions,
    resolve: (path) => {
      const [head = '', name = '', ...rest] = path;
      if (head === 'var') return { value: variable(name), rest };
      if (head === 'local') return { value: local(name), rest };
      if (head === 'path') return { value: name === 'root' ? '.' : folder, rest };
      if (head === 'module') {
        const [output = '', ...further] = rest;
        return { value: child(name).output(output), rest: further };
      }
      return head === 'data' ? resourceAt('data', path.slice(1)) : resourceAt('resource', path);
    },
  };

  const plannedOf = (block: Block): Planned[] => {
    if (block.kind === 'module') return [...child(block.name).planned()];
    const { kind, type, name, body } = block;
    const address = `${prefix}${kind === 'data' ? 'data.' : ''}${type}.${name}`;
    if (body['for_each'] === undefined) {
      return [{ address, kind, type, block, args: argsOf(withoutMeta(body), scope) }];
    }
    return Object.entries(keysOf(block) as Body).map(([key, value]) => {
      const inner = within(scope, { each: { key, value } });
      return { address: `${address}["${key}"]`, kind, type, block, args: argsOf(withoutMeta(body), inner) };
    });
  };

  return {
    planned: () => module.blocks.flatMap(plannedOf),
    output: (name) => {
      const output = module.outputs.get(name);
      if (output === undefined) throw new TypeError(`there is no output ${name} in ${folder}`);
      return evaluate(output['value']!, scope);
    },
  };
}

function variableOf(module: Module, name: string, given: Body, scope: Scope): Value {
  const variable = module.variables.get(name);
  if (variable === undefined) throw new TypeError(`there is no var.${name} in ${module.folder}`);
  const asked = given[name];
  const isLeftOut = asked === undefined || (asked === null && variable['nullable'] === false);
  const value = isLeftOut ? variable['default'] : asked;
  if (value === undefined) throw new TypeError(`var.${name} of ${module.folder} has no value`);
  const type = String(variable['type']);
  return conform(
    value,
    scope.expressions.get(type.slice(2, -1)) ?? { kind: 'other', text: type, items: [] },
    scope,
  );
}

const withoutMeta = (body: Body): Body =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !metaArguments.has(name)));

const isBlocks = (value: Value): value is readonly Body[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((each) => typeof each === 'object' && each !== null);

/** Evaluates what stands in a block, with the blocks in it that `dynamic` makes. */
function argsOf(body: Body, scope: Scope): Body {
  const args: Record<string, Value> = {};
  for (const [name, value] of Object.entries(body)) {
    if (name === 'dynamic') continue;
    args[name] = isBlocks(value) ? value.map((each) => argsOf(each, scope)) : evaluate(value, scope);
  }
  const dynamic = Object.entries((body['dynamic'] ?? {}) as Readonly<Record<string, readonly Body[]>>);
  for (const [label, blocks] of dynamic) {
    const made = blocks.flatMap(({ for_each: all = [], content = [] }) =>
      Object.entries(evaluate(all, scope) as Body).map(([key, value]) =>
        argsOf((content as readonly Body[])[0] ?? {}, within(scope, { [label]: { key, value } })),
      ),
    );
    args[label] = [...((args[label] ?? []) as readonly Value[]), ...made];
  }
  return args;
}

/** What stands at a path in a planned resource, like `get(args, ['retry_policy', '0', 'minimum_backoff'])`. */
export const argument = (planned: Planned, ...path: readonly string[]): Value => get(planned.args, path);
