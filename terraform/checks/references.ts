import { folderOf, type Body, type Configuration, type Module } from './configuration';
import type { Expression, Value } from './expression';
import { expressionsIn } from './hcl';
import type { ProviderSchema } from './schema';

/** Names that mean something everywhere, or where Terraform itself reads them. */
const builtIn = new Set(['each', 'path', 'self', 'terraform', 'count']);

/** The first names of every reference in an expression; those that its own `for` brings are not among them. */
export function pathsIn(
  expression: Expression,
  bound: ReadonlySet<string> = new Set(),
): (readonly string[])[] {
  const of = (each: Expression) => pathsIn(each, bound);
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'reference':
      return bound.has(expression.path[0] ?? '') ? [] : [expression.path];
    case 'get':
      return of(expression.of);
    case 'index':
      return [...of(expression.of), ...of(expression.key)];
    case 'object':
      return expression.items.flatMap(([name, value]) => [...of(name), ...of(value)]);
    case 'if':
      return [expression.condition, expression.yes, expression.no].flatMap(of);
    case 'for': {
      const inner = new Set([...bound, expression.keyName, expression.valueName]);
      const parts = [expression.key, expression.value, expression.condition].filter((each) => each !== null);
      return [...of(expression.of), ...parts.flatMap((each) => pathsIn(each, inner))];
    }
    default:
      return expression.items.flatMap(of);
  }
}

/** Labels of the `dynamic` blocks in a body: names within them. */
const labelsIn = (value: Value): string[] => {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, each]: [string, Value]) => [
    ...(name === 'dynamic' && !Array.isArray(each) ? Object.keys(each as Body) : []),
    ...labelsIn(each),
  ]);
};

const withoutTypes = (body: Body): Body => {
  // Types, providers and names of changes to ignore are written like references, and are none.
  const isType = String(body['type'] ?? '').startsWith('${');
  const left = Object.entries(body).filter(
    ([name]) => !['lifecycle', 'provider'].includes(name) && !(name === 'type' && isType),
  );
  return Object.fromEntries(left);
};

/** Every path that a module's files refer to. */
function pathsOf(configuration: Configuration, module: Module): (readonly string[])[] {
  const parts: Body[] = [
    ...module.blocks.map(({ body }) => withoutTypes(body)),
    ...[...module.variables.values()].map(withoutTypes),
    ...module.outputs.values(),
    Object.fromEntries(module.locals),
    ...module.bodies.map(({ provider = {} }) => ({ provider })),
  ];
  return parts.flatMap((part) => {
    const labels = new Set(labelsIn(part));
    return expressionsIn(part).flatMap((text) => pathsIn(configuration.expressions.get(text)!, labels));
  });
}

/** References that lead nowhere, as sentences. */
export function brokenReferences(configuration: Configuration, schema: ProviderSchema): string[] {
  return [...configuration.modules.values()].flatMap((module) => {
    const broken = pathsOf(configuration, module).filter(
      (path) => !leadsSomewhere(configuration, module, schema, path),
    );
    return [...new Set(broken.map((path) => `${module.folder}: ${path.join('.')}`))];
  });
}

function leadsSomewhere(
  { modules }: Configuration,
  module: Module,
  { types }: ProviderSchema,
  path: readonly string[],
): boolean {
  const [head = '', name = '', third] = path;
  const blockOf = (kind: string, type: string, wanted: string) =>
    module.blocks.find((each) => each.kind === kind && each.type === type && each.name === wanted);
  const hasAttribute = (key: string, attribute: string | undefined) => {
    const type = types[key];
    if (attribute === undefined || type === undefined) return true;
    return [...Object.keys(type.attributes), ...Object.keys(type.blocks ?? {}), ...type.computed].includes(
      attribute,
    );
  };
  if (builtIn.has(head)) return true;
  if (head === 'var') return module.variables.has(name);
  if (head === 'local') return module.locals.has(name);
  if (head === 'module') {
    const block = blockOf('module', '', name);
    if (block === undefined) return false;
    const child = modules.get(folderOf(module.folder, block.body['source']));
    return third === undefined || child?.outputs.has(third) === true;
  }
  const [kind, type, wanted, ...rest] = head === 'data' ? path : ['resource', ...path];
  const block = blockOf(kind!, type ?? '', wanted ?? '');
  if (block === undefined) return false;
  const attribute = block.body['for_each'] === undefined ? rest[0] : rest[1];
  return hasAttribute(`${kind} ${type}`, attribute);
}

/** Variables and locals that nothing reads. */
export function unusedNames(configuration: Configuration): string[] {
  return [...configuration.modules.values()].flatMap((module) => {
    const read = new Set(pathsOf(configuration, module).map(([head, name]) => `${head}.${name}`));
    // A variable's own validation is no use of it.
    const used = (name: string) => {
      const own = expressionsIn(module.variables.get(name) ?? {}).flatMap((text) =>
        pathsIn(configuration.expressions.get(text)!),
      );
      const all = pathsOf(configuration, module).filter(
        ([head, each]) => head === 'var' && each === name,
      ).length;
      return all > own.filter(([head, each]) => head === 'var' && each === name).length;
    };
    return [
      ...[...module.variables.keys()]
        .filter((name) => !used(name))
        .map((name) => `${module.folder}: var.${name}`),
      ...[...module.locals.keys()]
        .filter((name) => !read.has(`local.${name}`))
        .map((name) => `${module.folder}: local.${name}`),
    ];
  });
}

/** Calls of modules that leave a variable without a value, or name one that is not there. */
export function brokenCalls({ modules }: Configuration): string[] {
  return [...modules.values()].flatMap(({ folder, blocks }) =>
    blocks
      .filter(({ kind }) => kind === 'module')
      .flatMap(({ name, body }) => {
        const child = modules.get(folderOf(folder, body['source']));
        if (child === undefined) return [`${folder}: module.${name} has no folder`];
        const given = Object.keys(body).filter(
          (each) => !['source', 'depends_on', 'for_each', 'providers'].includes(each),
        );
        const wanted = [...child.variables].filter(([, variable]) => variable['default'] === undefined);
        return [
          ...given
            .filter((each) => !child.variables.has(each))
            .map((each) => `module.${name} has no variable ${each}`),
          ...wanted.filter(([each]) => !given.includes(each)).map(([each]) => `module.${name} wants ${each}`),
        ];
      }),
  );
}
