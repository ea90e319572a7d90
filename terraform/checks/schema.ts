import type { Body, Configuration } from './configuration';
import type { Planned } from './plan';
import { isUnknown } from './evaluate';
import type { Value } from './expression';

interface Attribute {
  readonly type: 'string' | 'number' | 'bool' | 'list' | 'map';
  readonly required?: boolean;
  readonly values?: readonly string[];
}

interface BlockSchema {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly blocks?: Readonly<Record<string, NestedSchema>>;
}

interface NestedSchema extends BlockSchema {
  readonly required?: boolean;
  /** Whether there may be more than one. */
  readonly many?: boolean;
}

/** An extract of the providers' schemas: see extract-schema.mjs. */
export interface ProviderSchema {
  /** Versions by provider. */
  readonly providers: Readonly<Record<string, string>>;
  /** By kind and type, like `resource google_pubsub_topic`. */
  readonly types: Readonly<
    Record<string, BlockSchema & { readonly provider: string; readonly computed: readonly string[] }>
  >;
}

/** Blocks of Terraform's own within a resource. */
const own = new Set(['timeouts', 'lifecycle']);

/** What a planned resource has that its provider does not take, or lacks that it wants, as sentences. */
export function misfits({ address, kind, type, args, block }: Planned, schema: ProviderSchema): string[] {
  const known = schema.types[`${kind} ${type}`];
  if (known === undefined) return [`${address}: the extract has no ${kind} ${type}`];
  const provider = String(block.body['provider'] ?? `\${${type.replace(/_.*$/, '')}}`).slice(2, -1);
  return [
    ...(provider === known.provider ? [] : [`${address}: is of ${known.provider}, not of ${provider}`]),
    ...misfitsIn(address, args, known),
  ];
}

function misfitsIn(place: string, args: Body, { attributes, blocks = {} }: BlockSchema): string[] {
  const given = Object.entries(args).filter(([name, value]) => value !== null && !own.has(name));
  const named = new Map(given);
  const wanted = [...Object.entries(attributes), ...Object.entries(blocks)].filter(
    ([, each]) => each.required,
  );
  return [
    ...wanted.filter(([name]) => !isThere(named.get(name))).map(([name]) => `${place}: wants ${name}`),
    ...given.flatMap(([name, value]) => {
      const [attribute, block] = [attributes[name], blocks[name]];
      if (attribute !== undefined) return misfitsOf(`${place}: ${name}`, value, attribute);
      if (block === undefined) return [`${place}: has no ${name}`];
      const all = value as readonly Body[];
      return [
        ...(all.length > 1 && block.many !== true ? [`${place}: has one ${name} at most`] : []),
        ...all.flatMap((each, i) => misfitsIn(`${place}: ${name}[${i}]`, each, block)),
      ];
    }),
  ];
}

const isThere = (value: Value | undefined): boolean =>
  value !== undefined && !(Array.isArray(value) && value.length === 0);

function misfitsOf(place: string, value: Value, { type, values }: Attribute): string[] {
  if (isUnknown(value)) return [];
  const kind = Array.isArray(value)
    ? 'list'
    : value !== null && typeof value === 'object'
      ? 'map'
      : typeof value;
  const wanted = type === 'bool' ? 'boolean' : type;
  // Terraform makes a string of a number or a truth, and the other way round where the text says one.
  const isScalar = (each: string) => ['string', 'number', 'boolean'].includes(each);
  const converts = isScalar(kind) && wanted === 'string';
  if (kind !== wanted && !converts) return [`${place} is a ${kind}, not a ${wanted}`];
  const isAllowed = values === undefined || values.includes(String(value));
  return isAllowed ? [] : [`${place} is ${String(value)}, and not one of ${values.join(', ')}`];
}

/** Types that the extract holds and nothing uses any more. */
export const unusedTypes = ({ modules }: Configuration, { types }: ProviderSchema): string[] => {
  const used = new Set(
    [...modules.values()].flatMap(({ blocks }) => blocks.map(({ kind, type }) => `${kind} ${type}`)),
  );
  return Object.keys(types).filter((type) => !used.has(type));
};
